// What stands behind a live example: the mock engine answers the page's requests to /otp/, issues a code to each element
// before it wakes, and lays its message below; what the element tells and what a form would post is shown there too. The
// example itself knows nothing of it.
import { createMock } from 'otp-confirm/mock';
import type { IssueRequest } from 'otp-confirm/engine';

const mock = createMock();
const elements = [...document.querySelectorAll('otp-confirm')];
const told = ['complete', 'confirming', 'confirmed', 'refused', 'expired', 'locked', 'issued', 'failed'];
/** What brings each outcome about, in the order in which they are offered. */
const outcomes = {
  wrong: '000001',
  expired: '000002',
  locked: '000003',
  'too many': '000004',
  'no connection': '000005',
};

/** Where the example asks for its first code, and is not given one with the page. */
const starts = 'start' in document.documentElement.dataset;

const elsewhere = window.fetch.bind(window);
window.fetch = (input, init) => {
  const { pathname, href } = new URL(input instanceof Request ? input.url : input, document.baseURI);
  if (!pathname.startsWith('/otp/')) return elsewhere(input, init);
  // The first code is not the endpoint's to send: it is the page's server that knows the user.
  if (starts && init?.body === '{}') return firstCode();
  return mock.fetch(input instanceof Request ? input : href, init);
};

/** Each element's code is for a user of its own: a user has three at a time. */
const userOf = (element: Element): string => `ada${String(elements.indexOf(element) + 1)}`;

function requestFor(element: Element): IssueRequest {
  const read = (name: string): string | undefined => element.getAttribute(name) ?? undefined;
  const alphabet = read('alphabet');
  const length = Number(read('length') ?? 6);
  const [stepName, sourceStep] = [read('step-name'), read('source-step')];
  return {
    user: userOf(element),
    ...(length >= 6 && { length }),
    ...((alphabet === 'alphanumeric' || alphabet === 'text') && { alphabet }),
    ...(stepName && { stepName }),
    ...(sourceStep && { sourceStep }),
  };
}

async function firstCode(): Promise<Response> {
  const [element] = elements;
  const issued = element && (await mock.issue(requestFor(element)));
  if (issued?.kind !== 'issued') throw new TypeError('No code can be sent.');
  return Response.json({ status: 'issued', challenge: issued.challenge, ...issued.info });
}

/** As a browser or a password manager fills it. */
function fill(element: Element | undefined, code: string): void {
  const input = element?.querySelector('input');
  if (!input || input.readOnly || input.disabled) return;
  input.focus();
  input.value = code;
  input.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertReplacementText' }));
}

function node(tag: string, className: string, ...children: readonly (Node | string)[]): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}
function button(words: string, act: () => void): HTMLElement {
  const made = node('button', 'stage-button', words);
  made.setAttribute('type', 'button');
  made.addEventListener('click', act);
  return made;
}

const messages = node('div', 'stage-messages');
const log = node('p', 'stage-log');
log.setAttribute('role', 'status');
const foot = node('footer', 'stage', messages, log);

function showMessages(): void {
  const rows = elements.map((element) => {
    const message = mock.inbox.all.filter(({ user }) => user === userOf(element)).at(-1);
    if (!message) return '';
    const { code } = message;
    const act = (): void => {
      fill(element, code);
    };
    return node('p', 'stage-message', 'Your code is ', node('b', '', code), ' ', button('Fill in', act));
  });
  const offered = Object.entries(outcomes).map(([words, code]) =>
    button(words, () => {
      fill(elements[0], code);
    }),
  );
  const others =
    'outcomes' in document.documentElement.dataset ? [node('p', 'stage-others', ...offered)] : [];
  messages.replaceChildren(...rows, ...others);
}
mock.subscribe((change) => {
  if (change === 'inbox') showMessages();
});

for (const name of told)
  document.addEventListener(name, ({ target }) => {
    if (!(target instanceof Element) || target.localName !== 'otp-confirm') return;
    log.append(log.textContent ? ' → ' : '', name);
  });

// What the page's own listeners leave to the browser would be sent to a server, and there is none.
window.addEventListener('submit', (event) => {
  const { target, submitter, defaultPrevented } = event;
  if (defaultPrevented || !(target instanceof HTMLFormElement)) return;
  event.preventDefault();
  const entries = [...new FormData(target, submitter)].map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : value.name}`,
  );
  foot.querySelector('.stage-post')?.remove();
  foot.append(node('p', 'stage-post', 'The form posts ', node('code', '', entries.join('&') || 'nothing')));
});

// The frame is as high as what is in it.
const frame = window.frameElement;
if (frame)
  new ResizeObserver(() => {
    frame.setAttribute('height', String(Math.ceil(document.body.getBoundingClientRect().height)));
  }).observe(document.body);

for (const element of starts ? [] : elements) {
  const issued = await mock.issue(requestFor(element));
  if (issued.kind === 'issued') element.setAttribute('challenge', issued.challenge);
}
document.body.append(foot);
showMessages();
