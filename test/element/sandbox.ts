// What the tests of the sandbox's elements share: a page with a field, the inbox and the panel on one mock whose clock
// stands still. Owns no assertion.
import { createMock, type Mock, type MockOptions } from '../../src/mock/index.js';
import type { OtpMockInbox, OtpMockPanel } from '../../src/mock/elements/index.js';
import '../../src/mock/elements/define.js';
import type { OtpConfirm } from '../../src/index.js';
import { drawn, mount, one } from './fixtures.js';

export interface Sandbox {
  readonly mock: Mock;
  readonly element: OtpConfirm;
  readonly inbox: OtpMockInbox;
  readonly panel: OtpMockPanel;
}

export const STEP = 'Confirm sign-in';

/** Gets a code, as the server does once it has seen the password. */
export async function signIn(
  { mock, element }: Pick<Sandbox, 'mock' | 'element'>,
  user = 'ada',
  stepName = STEP,
) {
  const issued = await mock.issue({ user, stepName });
  if (issued.kind !== 'issued') throw new Error(`No code was issued: ${issued.kind}.`);
  Object.assign(element, { adapter: mock.adapter, challenge: issued.challenge });
  await drawn(element);
}

export async function open(
  options: MockOptions = {},
  markup = `<otp-confirm step-name="${STEP}"></otp-confirm>`,
  style = 'color-scheme: light',
): Promise<Sandbox> {
  const element = await mount(
    `<main style="${style}; background: Canvas; color: CanvasText">
      <h1>A page</h1>${markup}
      <otp-mock-inbox></otp-mock-inbox><otp-mock-panel></otp-mock-panel>
    </main>`,
  );
  const root = element.getRootNode() as Document;
  const mock = createMock({ seed: 1, clock: 'manual', ...options });
  const inbox = one<OtpMockInbox>(root, 'otp-mock-inbox');
  const panel = one<OtpMockPanel>(root, 'otp-mock-panel');
  Object.assign(inbox, { mock });
  Object.assign(panel, { mock });
  const sandbox = { mock, element, inbox, panel };
  await settledAll(sandbox);
  return sandbox;
}

export async function settledAll({ element, inbox, panel }: Sandbox): Promise<void> {
  await drawn(element);
  await Promise.all([inbox.updateComplete, panel.updateComplete]);
}

/** What stands in a shadow tree, in one line. */
export const textOf = (element: Element, selector: string): string =>
  one<HTMLElement>(element.shadowRoot, selector).textContent.replace(/\s+/g, ' ').trim();
export const textsOf = (element: Element, selector: string): string[] =>
  [...(element.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])].map((node) =>
    node.textContent.replace(/\s+/g, ' ').trim(),
  );

/** The button with this name, the first of them. */
export function button(element: Element, name: string): HTMLButtonElement {
  const found = [...(element.shadowRoot?.querySelectorAll('button') ?? [])].find(
    ({ textContent }) => textContent.replace(/\s+/g, ' ').trim() === name,
  );
  if (!found) throw new Error(`There is no button “${name}”.`);
  return found;
}

/** What is copied from now on: the clipboard of the page stood in for. `false`: the page may not write to it. */
export function holdClipboard(allowed = true): { readonly texts: string[]; readonly release: () => void } {
  const texts: string[] = [];
  const writeText = (text: string) => {
    if (!allowed) return Promise.reject(new DOMException('no', 'NotAllowedError'));
    texts.push(text);
    return Promise.resolve();
  };
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
  return { texts, release: () => void Reflect.deleteProperty(navigator, 'clipboard') };
}
