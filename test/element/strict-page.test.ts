// The whole life of the element in a page under the policy of the documentation, to the letter: typed into, pasted into,
// and after each answer. It is drawn as in any page, and violates nothing. The page is tools/strict-pages.mjs's; every
// other test runs under the same policy, slightly widened.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import { copyText, pressKeys, type } from './browser.js';
import type { DeferredAdapter } from './fixtures.js';
import { fixture } from './markup.js';

/** Whether the engine enforces Trusted Types. */
const enforced = 'trustedTypes' in window;
import {
  cells,
  confirmWith,
  deferredAdapter,
  digits,
  drawn,
  inputOf,
  one,
  part,
  request,
  settled,
  shows,
  status,
  until,
} from './fixtures.js';

let page: Document;
let adapter: DeferredAdapter;
let violations: string[];

beforeEach(async () => {
  const frame = await fixture<HTMLIFrameElement>(
    '<iframe src="/test/strict.html" width="400" height="500"></iframe>',
  );
  await until(
    () =>
      frame.contentWindow?.customElements.get('otp-confirm') &&
      frame.contentDocument?.readyState === 'complete',
    'the page has the element',
  );
  if (!frame.contentDocument) throw new Error('The frame has no document.');
  page = frame.contentDocument;
  adapter = deferredAdapter();
  violations = [];
  page.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
    violations.push(effectiveDirective),
  );
});

/** Moves the clock of the page in the frame on, which goes with it. */
function advance(seconds: number): void {
  const clock = page.defaultView?.Date ?? Date;
  const later = Date.now() + seconds * 1000;
  clock.now = () => later;
  page.dispatchEvent(new Event('visibilitychange'));
}

/** A child of the element: in a slot, or the one without a name. */
function child(name: string, slot = '', text = ''): HTMLElement {
  const node = page.createElement(name);
  if (slot) node.slot = slot;
  node.textContent = text;
  return node;
}

async function start(...children: HTMLElement[]): Promise<OtpConfirm> {
  const element = page.createElement('otp-confirm');
  Object.assign(element, { adapter, challenge: 'c', grouping: '3-3', expiresIn: 300 });
  element.append(...children);
  one(page, 'main').append(element);
  await drawn(element);
  return element;
}

/** The styles are there, and nothing was violated for them. */
async function expectStrict(element: OtpConfirm): Promise<void> {
  const [first, second] = cells(element).map((cell) => cell.getBoundingClientRect());
  expect(first?.top).to.equal(second?.top);
  expect(first?.width).to.be.above(20);
  expect(getComputedStyle(inputOf(element)).borderTopWidth).to.equal('0px');
  await new Promise((resolve) => setTimeout(resolve)); // violations are told of in a task of their own
  expect(violations).to.deep.equal([]);
}

describe('a page as strict as can be', () => {
  it('is so: what it forbids is refused, and told of', async () => {
    const drawnText = one(page, 'main');
    drawnText.setAttribute('style', 'color: red');
    if (enforced) expect(() => (drawnText.innerHTML = '<p>in</p>')).to.throw(/Trusted|Sink/);
    await until(() => violations.length === (enforced ? 2 : 1), 'it was told of');
    expect(violations[0]).to.match(/^style-src/);
  });

  it('the element is typed into, pasted into, refused, locked, sent another code, expired, confirmed, reset', async () => {
    const element = await start();
    element.focus();
    await type('12');
    await until(() => digits(element).join('') === '12', 'the digits are drawn');
    await copyText('34-56');
    element.focus();
    inputOf(element).setSelectionRange(2, 2);
    await pressKeys('Control+v');
    await until(() => element.code === '123456', 'the text was pasted');
    await expectStrict(element);
    await confirmWith(element, adapter, { kind: 'incorrect', attemptsRemaining: 1 }, '');
    expect(element.phase).to.equal('refused');
    await expectStrict(element);
    await confirmWith(element, adapter, { kind: 'rate-limited', retryAfter: 3 });
    expect(element.phase).to.equal('waiting');
    await expectStrict(element);
    advance(4);
    await drawn(element);
    await confirmWith(element, adapter, { kind: 'network' }, '');
    expect(element.phase).to.equal('unavailable');
    await expectStrict(element);
    await confirmWith(element, adapter, { kind: 'locked', scope: 'challenge' }, '');
    expect(element.phase).to.equal('locked');
    await expectStrict(element);
    const resent = element.issue();
    (await request(adapter.issues)).answer({ kind: 'issued', challenge: 'd', info: { expiresIn: 60 } });
    await resent;
    await drawn(element);
    expect(shows(element, 'countdown')).to.be.true;
    advance(61);
    await drawn(element);
    await confirmWith(element, adapter, { kind: 'expired' });
    expect(element.phase).to.equal('expired');
    await expectStrict(element);
    element.challenge = 'e';
    await confirmWith(element, adapter, { kind: 'confirmed', token: 't' });
    expect(element.phase).to.equal('confirmed');
    await expectStrict(element);
    element.reset();
    await settled(element);
    expect([element.phase, element.code, status(element)]).to.deep.equal(['idle', '', '']);
    await expectStrict(element);
  });

  it('every slot is filled, at once and later', async () => {
    const label = child('label', 'label', 'Code');
    const input = child('input');
    const hint = child('p', 'hint', 'Look into your inbox.');
    const actions = child('button', 'actions', 'Another way');
    const element = await start(label, input, hint, actions);
    for (const node of [label, hint, actions]) expect(node.checkVisibility()).to.be.true;
    await expectStrict(element);
    for (const node of [label, input, hint, actions]) node.remove();
    await until(() => element.querySelector('input'), 'it has an input of its own');
    await drawn(element);
    element.append(hint, actions);
    await drawn(element);
    expect(shows(element, 'cells')).to.be.true;
    await expectStrict(element);
  });

  it('markup in every text of an answer is text', async () => {
    const markup = '<img src=x onerror=alert(1)>';
    const element = await start();
    await confirmWith(element, adapter, {
      kind: 'incorrect',
      attemptsRemaining: 2,
      info: { destination: markup, channel: 'email' },
    });
    expect(element.shadowRoot?.querySelector('img')).to.equal(null);
    expect(part(element, 'hint').textContent).to.contain(markup);
    await expectStrict(element);
  });
});
