// What the tests of the element share: an element in the page, an adapter that is answered by hand, what is drawn,
// a clock that is moved by hand. Owns no assertion; what a person does is browser.ts's.
import { waitUntil } from '@open-wc/testing';
import type {
  AdapterContext,
  ConfirmAdapter,
  ConfirmRequest,
  IssueRequest,
} from '../../src/client/adapter.js';
import type { IssueOutcome, Outcome } from '../../src/core/index.js';
import type { OtpConfirm } from '../../src/index.js';
import '../../src/index.js';
import { pressKeys, type } from './browser.js';
import { fixture } from './markup.js';

/** The element that is there, or an error that names what is not. */
export function one<Found extends Element>(root: ParentNode | null, selector: string): Found {
  const found = root?.querySelector<Found>(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
}

export const until = (condition: () => unknown, message: string) =>
  waitUntil(condition, message, { interval: 10, timeout: 5000 });

/** Draws are asked for by draws: waits for the last. */
export async function drawn(element: OtpConfirm): Promise<void> {
  while (!(await element.updateComplete));
}

/** Puts markup into the page and gives the first <otp-confirm> in it, drawn. */
export async function mount(markup: string, properties: Partial<OtpConfirm> = {}): Promise<OtpConfirm> {
  const root = await fixture<HTMLElement>(`<div>${markup}</div>`);
  const element = one<OtpConfirm>(root, 'otp-confirm');
  Object.assign(element, properties);
  await drawn(element);
  return element;
}

export const inputOf = (element: Element) => one<HTMLInputElement>(element, 'input');
export const part = (element: Element, name: string) =>
  one<HTMLElement>(element.shadowRoot, `[part~=${name}]`);
/** Whether a part is there to be seen. */
export const shows = (element: Element, name: string) =>
  element.shadowRoot?.querySelector(`[part~=${name}]`)?.checkVisibility({ visibilityProperty: true }) ??
  false;
export const cells = (element: Element) => [
  ...(element.shadowRoot?.querySelectorAll<HTMLElement>('[part~=cell]') ?? []),
];
export const digits = (element: Element) => cells(element).map((cell) => cell.textContent.trim());
/** Which cells have a state, by index: the second token of their part. */
export const marked = (element: Element, state: 'filled' | 'active' | 'selected') =>
  cells(element).flatMap((cell, index) => (cell.part.contains(state) ? [index] : []));
export const status = (element: Element) => part(element, 'status').textContent.trim();
/** A point of an element, in whole pixels of the viewport: half way down, and this share of its width to the right. */
export function pointOf(node: Element, share = 0.5): [number, number] {
  const { left, top, width, height } = node.getBoundingClientRect();
  return [Math.round(left + width * share), Math.round(top + height / 2)];
}
export const selectionOf = ({ selectionStart, selectionEnd }: HTMLInputElement) => [
  selectionStart,
  selectionEnd,
];

export interface Exchange<Request, Answer> {
  readonly request: Request;
  readonly signal: AbortSignal;
  readonly key: string;
  readonly answer: (outcome: Answer) => void;
  readonly fail: (error: unknown) => void;
}

export interface DeferredAdapter extends ConfirmAdapter {
  readonly confirms: Exchange<ConfirmRequest, Outcome>[];
  readonly issues: Exchange<IssueRequest, IssueOutcome>[];
}

/** An adapter whose requests lie in `confirms` and `issues` until the test answers them. */
export function deferredAdapter({ canIssue = true, canStart = false } = {}): DeferredAdapter {
  const exchange =
    <Request, Answer>(list: Exchange<Request, Answer>[]) =>
    (request: Request, { signal, idempotencyKey }: AdapterContext) =>
      new Promise<Answer>((answer, fail) => {
        list.push({ request, signal, key: idempotencyKey, answer, fail });
      });
  const confirms: DeferredAdapter['confirms'] = [];
  const issues: DeferredAdapter['issues'] = [];
  return {
    confirms,
    issues,
    canStart,
    confirm: exchange(confirms),
    ...(canIssue ? { issue: exchange(issues) } : {}),
  };
}

/** Waits for the request with this number, counted from 1, and gives it. */
export async function request<Each>(list: readonly Each[], number = 1): Promise<Each> {
  await until(() => list.length >= number, `request ${number} was sent`);
  const each = list[number - 1];
  if (each === undefined) throw new Error(`There is no request ${number}.`);
  return each;
}

/** A form with the element, its own input named, in it, and two buttons; what the page's own listener gets of it. */
export async function mountForm(inside = '', attributes = '', formAttributes = '') {
  const adapter = deferredAdapter();
  const element = await mount(
    `<form ${formAttributes}>
      <otp-confirm challenge="c1" ${attributes}><input name="code"></otp-confirm>${inside}
      <button id="plain">Sign in</button>
      <button id="named" name="action" value="trust">Sign in and trust</button>
    </form>`,
    { adapter },
  );
  const { form } = element;
  if (!form) throw new Error('The element is in no form.');
  const sent: { submitter: HTMLElement | null; entries: [string, unknown][] }[] = [];
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    sent.push({ submitter: event.submitter, entries: [...new FormData(form, event.submitter)] });
  });
  const submitted = (count = 1) => until(() => sent.length >= count, `submission ${count} went on`);
  return { adapter, element, form, sent, submitted };
}

/** Waits until nothing is under way any more, and that is drawn. */
export async function settled(element: OtpConfirm): Promise<void> {
  await until(() => !['confirming', 'issuing'].includes(element.phase), 'the request was settled');
  await drawn(element);
}

/** Confirms a code by script; the token is `tok`. */
export async function confirmed(element: OtpConfirm, { confirms }: DeferredAdapter): Promise<void> {
  element.code = '123456';
  void element.confirm();
  (await request(confirms)).answer({ kind: 'confirmed', token: 'tok' });
  await settled(element);
}

/** Types a code by keys, presses Enter, answers what comes of it. */
export async function confirmWith(
  element: OtpConfirm,
  { confirms }: DeferredAdapter,
  outcome: Outcome,
  code = '123456',
): Promise<void> {
  const number = confirms.length + 1;
  element.focus();
  await type(code);
  await pressKeys('Enter');
  (await request(confirms, number)).answer(outcome);
  await settled(element);
}

/** Fills the field as a password manager does: `value`, then two bare events. */
export function autofill(input: HTMLInputElement, text: string): void {
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

/** The events of these types that arrive at a target, as they come. */
export function heardEvents<Each extends Event = Event>(target: EventTarget, ...types: string[]): Each[] {
  const events: Each[] = [];
  for (const name of types)
    target.addEventListener(name, (event) => {
      events.push(event as Each);
    });
  return events;
}

const { setTimeout: startTimer, clearTimeout: stopTimer } = window;

/**
 * Takes into the hand the looks that the field has at itself ten times a second: `look(times)` has them at once. To be
 * called before the field has the focus; `afterEach` releases them.
 */
export function holdLooks(): (times?: number) => void {
  const held = new Map<number, () => void>();
  window.setTimeout = ((callback: () => void, delay?: number) => {
    if (delay !== 100) return startTimer(callback, delay);
    const timer = startTimer(() => undefined);
    held.set(timer, callback);
    return timer;
  }) as typeof setTimeout;
  window.clearTimeout = (timer) => {
    held.delete(Number(timer));
    stopTimer(timer);
  };
  return (times = 1) => {
    for (let time = 0; time < times; time++) {
      const looks = [...held.values()];
      held.clear();
      for (const look of looks) look();
    }
  };
}

/** For `afterEach`: the field looks by itself again. */
export function releaseLooks(): void {
  window.setTimeout = startTimer;
  window.clearTimeout = stopTimer;
}

const wallClock = Date.now;
let ahead = 0;
const moved = () => wallClock() + ahead;

/** Moves the clock on, as while a machine sleeps, and wakes the page up. */
export function advance(seconds: number): void {
  ahead += seconds * 1000;
  Date.now = moved;
  document.dispatchEvent(new Event('visibilitychange'));
}

/** For `afterEach`: the clock goes right again. */
export function resetClock(): void {
  Date.now = wallClock;
  ahead = 0;
}

/** What the browser says of its connection, and tells the page of. */
export function connect(onLine: boolean): void {
  Object.defineProperty(navigator, 'onLine', { value: onLine, configurable: true });
  dispatchEvent(new Event(onLine ? 'online' : 'offline'));
}

/** For `afterEach`: the browser says what is so. */
export function resetConnection(): void {
  Reflect.deleteProperty(navigator, 'onLine');
}
