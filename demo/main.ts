// The login: password, code, signed in. Which step shows, where the focus goes, what the element is told.
// The server is server.ts; beside the login are phone-and-panel.ts and post.ts.
import { OtpConfirm } from 'otp-confirm';
import { find } from './find.js';
import { show as showMock } from './phone-and-panel.js';
import { drawPost, type Post } from './post.js';
import { acceptPassword, acceptToken, forget, mock } from './server.js';

const steps = {
  password: find('#password-step', HTMLElement),
  code: find('#code-step', HTMLElement),
  done: find('#done-step', HTMLElement),
};
const titles: Record<keyof typeof steps, string> = {
  password: 'Sign in',
  code: 'Check your phone',
  done: 'Signed in',
};
const passwordForm = find('#password-form', HTMLFormElement);
const user = find('#user', HTMLInputElement);
const password = find('#password', HTMLInputElement);
const passwordProblem = find('#password-problem', HTMLElement);
const codeForm = find('#code-form', HTMLFormElement);
const codeProblem = find('#code-problem', HTMLElement);
const field = find('otp-confirm', OtpConfirm);
const postPlace = find('#post', HTMLElement);

const unreachable = 'There is no connection. Check it and try again.';

function show(step: keyof typeof steps): void {
  for (const [name, section] of Object.entries(steps)) section.hidden = name !== step;
  document.title = `${titles[step]} · Aldermoor`;
  passwordProblem.textContent = codeProblem.textContent = '';
}

/** Who signs in, wherever the page says so. */
function greet(text: string): void {
  for (const place of document.querySelectorAll('[data-user]')) place.textContent = text;
}

function startAgain(): void {
  forget();
  field.reset();
  password.value = '';
  show('password');
  user.focus();
}

let busy = false;
/** One thing at a time: a second click while the server works is not a second sign-in. */
async function alone(work: () => Promise<void>): Promise<void> {
  if (busy) return;
  busy = true;
  try {
    await work();
  } finally {
    busy = false;
  }
}

async function signIn(): Promise<void> {
  try {
    const issued = await acceptPassword(user.value.trim());
    if (issued.kind !== 'issued') {
      passwordProblem.textContent = 'No code can be sent now. Try again later.';
      return;
    }
    const { destination, expiresIn, resendIn, attemptsRemaining } = issued.info;
    Object.assign(field, { destination, expiresIn, resendIn, attemptsRemaining });
    field.challenge = issued.challenge;
    greet(user.value.trim());
    drawPost(postPlace, undefined);
    show('code');
    field.focus();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    passwordProblem.textContent = unreachable;
  }
}

async function finish(entries: Post['entries']): Promise<void> {
  const post: Post = { action: new URL(codeForm.action).pathname, entries };
  drawPost(postPlace, post);
  try {
    const token = entries.find(([entry]) => entry === 'otp_token')?.[1];
    const redeemed = (await acceptToken(typeof token === 'string' ? token : '')) ?? null;
    drawPost(postPlace, { ...post, redeemed });
    if (redeemed === null) {
      codeProblem.textContent = 'This sign-in has ended. Go back and start again.';
      return;
    }
    show('done');
    find('#done-title', HTMLElement).focus();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    codeProblem.textContent = unreachable;
  }
}

passwordForm.addEventListener('submit', (event) => {
  event.preventDefault();
  void alone(signIn);
});
// The element lets this event through once the code is confirmed. A real page would let it go on to its server.
codeForm.addEventListener('submit', (event) => {
  event.preventDefault();
  const entries = [...new FormData(codeForm, event.submitter)];
  void alone(() => finish(entries));
});
find('#back', HTMLElement).addEventListener('click', startAgain);
find('#again', HTMLElement).addEventListener('click', startAgain);

// The sandbox forgot everything: so does the login.
mock.subscribe((change) => {
  if (change === 'reset') startAgain();
});

const rtl = find('#rtl', HTMLInputElement);
const scheme = find('#scheme', HTMLSelectElement);
/** Also at the start: a browser restores what the controls held before a reload. */
function obey(): void {
  document.documentElement.dir = rtl.checked ? 'rtl' : 'ltr';
  document.documentElement.dataset.scheme = scheme.value;
}
for (const control of [rtl, scheme]) control.addEventListener('change', obey);

field.adapter = mock.adapter;
obey();
showMock(mock);
drawPost(postPlace, undefined);
