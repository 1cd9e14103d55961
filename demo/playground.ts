// The playground: knobs on the one side, the element that obeys them on the other, and a server in the page. What the
// knobs are is knobs.ts's, how a setting stands in the address setting.ts's, the HTML to copy snippet.ts's.
import { nothing, render } from 'lit';
import type { ConfirmAdapter } from 'otp-confirm/client';
import { OtpConfirm } from 'otp-confirm';
import { drawControls } from './controls.js';
import { find } from './find.js';
import { attributes, knobs } from './knobs.js';
import { speak } from './languages.js';
import { hashOf, initial, settingOf, type Setting } from './setting.js';
import { attributesOf, snippet } from './snippet.js';
import { furnish, issue, mock, showPost, startable } from './stand-in.js';

const stage = find('#stage', HTMLElement);
const problem = find('#problem', HTMLElement);
const posted = find('#posted', HTMLElement);
const news = find('#news', HTMLElement);

let setting: Setting = initial;
let field = new OtpConfirm();

// ---- the element, as the setting says ----

function adapterOf({
  endpoint,
  'issue-endpoint': issueEndpoint,
  challenge,
}: Setting): ConfirmAdapter | undefined {
  if (!endpoint) return undefined;
  // Without a way to issue there is no Resend.
  if (!issueEndpoint) {
    const { confirm, idempotent } = mock.adapter;
    return { confirm, idempotent };
  }
  return challenge === 'none' ? startable(issueFirst) : mock.adapter;
}

/** As a server does after the password. */
function issueFirst() {
  const { user = '', length, alphabet, 'step-name': stepName, 'source-step': sourceStep } = setting;
  return issue(
    user || 'ada',
    { stepName, sourceStep },
    {
      ...(Number(length) >= 6 && { length: Number(length) }),
      ...(alphabet === 'alphanumeric' && { alphabet }),
    },
  );
}

/** A sign-in from its start: what was issued before counts no more. */
async function begin(): Promise<void> {
  problem.textContent = '';
  render(nothing, posted);
  field.reset();
  field.challenge = undefined;
  if (setting.challenge === 'none' || !setting.endpoint) return;
  const issued = await issueFirst();
  if (issued.kind !== 'issued') {
    problem.textContent = `The server sent no code: ${issued.kind}. Try another user.`;
    return;
  }
  const { expiresIn, resendIn, attemptsRemaining, destination } = issued.info;
  if (!setting['expires-in']) field.expiresIn = expiresIn;
  if (!setting['resend-in']) field.resendIn = resendIn;
  if (!setting['attempts-remaining']) field.attemptsRemaining = attemptsRemaining;
  if (!setting.destination) field.destination = destination;
  field.challenge = issued.challenge;
}

function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  given: Readonly<Record<string, string>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const node = document.createElement(name);
  for (const [attribute, value] of Object.entries(given)) node.setAttribute(attribute, value);
  node.append(...children);
  return node;
}

/** The page around a new element. */
function build({ place, label, 'own-input': input }: Setting): void {
  field = new OtpConfirm();
  if (label) field.append(make('label', { slot: 'label', ...(input && { for: 'code' }) }, label));
  if (input)
    field.append(
      make('input', { id: 'code', name: 'code', inputmode: 'numeric', autocomplete: 'one-time-code' }),
    );
  if (place === 'alone') {
    stage.replaceChildren(field);
    return;
  }
  const form = make('form', { method: 'post', action: './login' }, field, make('button', {}, 'Sign in'));
  form.addEventListener('submit', post);
  if (place === 'form') {
    stage.replaceChildren(form);
    return;
  }
  const dialog = make('dialog', { 'aria-label': 'Confirm it is you' }, form);
  const open = make('button', { type: 'button' }, 'Open the dialog');
  open.addEventListener('click', () => {
    dialog.showModal();
  });
  stage.replaceChildren(open, dialog);
}

function post(event: SubmitEvent): void {
  void showPost(event, field, posted);
  stage.querySelector('dialog')?.close();
}

const differs = (before: Setting, names: readonly string[]): boolean =>
  names.some((name) => before[name] !== setting[name]);

/** Brings the page to the setting, from the one before. */
async function obey(before: Setting | undefined): Promise<void> {
  const { theme, lang = '', dir = '', scheme = '', width } = setting;
  document.documentElement.dataset.scheme = scheme === 'system' ? '' : scheme;
  // Linked, or in the page itself: the sandbox in one file.
  for (const sheet of document.querySelectorAll<HTMLLinkElement | HTMLStyleElement>('[data-theme]'))
    sheet.media = sheet.dataset.theme === theme ? 'all' : 'not all';
  await speak(lang);
  Object.assign(stage, { lang, dir });
  stage.style.maxInlineSize = `${width ?? ''}px`;
  const rebuilt = !before || differs(before, ['place', 'label', 'own-input']);
  if (rebuilt) build(setting);
  const written = new Map(attributesOf(setting));
  for (const { name } of Object.values(attributes).flat()) {
    if (name === 'challenge') continue;
    const value = written.get(name);
    if (value === undefined) field.removeAttribute(name);
    else if (field.getAttribute(name) !== value) field.setAttribute(name, value);
  }
  field.adapter = adapterOf(setting);
  const anew = ['challenge', 'endpoint', 'user', 'length', 'alphabet', 'step-name', 'source-step'];
  const known = ['expires-in', 'resend-in', 'attempts-remaining', 'destination'];
  if (rebuilt || differs(before, [...anew, ...known])) await begin();
}

// ---- the page ----

function draw(): void {
  drawControls(find('#knobs', HTMLElement), setting, change);
  find('#snippet', HTMLElement).textContent = snippet(setting);
}

// One after another: a turn while the last one is still at work waits for it.
let turns = Promise.resolve();
function take(next: Setting): void {
  const before = setting;
  setting = next;
  draw();
  turns = turns.then(() => obey(before));
}
function change(name: string, value: string): void {
  take({ ...setting, [name]: value });
  // No entry of the history for each turn.
  location.replace(hashOf(setting));
}

async function copy(): Promise<void> {
  try {
    await navigator.clipboard.writeText(snippet(setting));
    news.textContent = 'The HTML is copied.';
  } catch {
    // No clipboard outside a secure context: it is selected instead.
    getSelection()?.selectAllChildren(find('#snippet', HTMLElement));
    news.textContent = 'The HTML is selected. Copy it with the keyboard.';
  }
}

furnish();
find('#knobs', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
});
find('#again', HTMLElement).addEventListener(
  'click',
  () =>
    void begin().then(() => {
      field.focus();
    }),
);
find('#restore', HTMLElement).addEventListener('click', () => {
  take(initial);
  location.replace(hashOf(initial));
});
find('#copy', HTMLElement).addEventListener('click', () => void copy());
window.addEventListener('hashchange', () => {
  const next = settingOf(location.hash);
  if (knobs.some(({ name }) => next[name] !== setting[name])) take(next);
});

setting = settingOf(location.hash);
draw();
mock.subscribe((what) => {
  if (what === 'reset') void begin();
});
// Not awaited: in one file, what is loaded when asked for stands behind this.
turns = turns.then(() => obey(undefined));
