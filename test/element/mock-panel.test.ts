// <otp-mock-panel>: it sets what the mock is set to, fills what is to be tried, and shows what goes on, without any code
// but those with a meaning.
import { expect } from '@open-wc/testing';
import axe from 'axe-core';
import { resetMouse, setViewport } from '@web/test-runner-commands';
import { faults, meanings, scenarios } from '../../src/mock/index.js';
import { emulate, pressKeys } from './browser.js';
import { inputOf, one, until } from './fixtures.js';
import { button, holdClipboard, open, settledAll, signIn, textOf, textsOf, type Sandbox } from './sandbox.js';

let sandbox: Sandbox;
let violations: string[] = [];
const violated = ({ violatedDirective }: SecurityPolicyViolationEvent) => violations.push(violatedDirective);

async function start(...given: Parameters<typeof open>) {
  sandbox = await open(...given);
}
const select = (id: string) => one<HTMLSelectElement>(sandbox.panel.shadowRoot, `#${id}`);
const options = (id: string) => [...select(id).options].map(({ text }) => text);
const chosen = (id: string) => select(id).selectedOptions[0]?.text;
async function choose(id: string, words: string) {
  const node = select(id);
  node.selectedIndex = options(id).indexOf(words);
  node.dispatchEvent(new Event('change', { bubbles: true }));
  await settledAll(sandbox);
}
async function enter(code: string) {
  sandbox.element.code = code;
  await sandbox.element.confirm();
  await settledAll(sandbox);
}
/** Of the log, without the times, oldest first. */
const log = () =>
  textsOf(sandbox.panel, '.log .line')
    .map((line) => line.slice('00:00:00 '.length))
    .reverse();
/** Every text that stands anywhere in a tree, and in what its controls hold. */
const everything = (element: Element) =>
  `${element.shadowRoot?.textContent ?? ''}${[...(element.shadowRoot?.querySelectorAll('textarea') ?? [])].map(({ value }) => value).join('')}`;

beforeEach(() => {
  violations = [];
  document.addEventListener('securitypolicyviolation', violated);
});
afterEach(() => {
  document.removeEventListener('securitypolicyviolation', violated);
  expect(violations).to.deep.equal([]);
});

describe('the panel sets', () => {
  it('nothing where there is no mock, and says so; the badge is there', async () => {
    await start();
    Object.assign(sandbox.panel, { mock: undefined });
    await settledAll(sandbox);
    expect(textOf(sandbox.panel, '.empty')).to.contain('No mock is set');
    expect(textOf(sandbox.panel, '[part=badge]')).to.equal('No real messages are sent');
  });

  it('the scenario, of all that there are, each explained', async () => {
    await start();
    expect(options('scenario')).to.deep.equal(Object.keys(scenarios));
    for (const [name, says] of Object.entries(scenarios)) {
      await choose('scenario', name);
      expect(sandbox.mock.settings.scenario).to.equal(name);
      expect(textOf(sandbox.panel, '#scenario-note')).to.equal(says);
    }
  });

  it('the latency, and shows one that the page has set', async () => {
    await start();
    await choose('latency', '300 ms to 3 s');
    expect(sandbox.mock.settings.latency).to.deep.equal([300, 3000]);
    await choose('latency', 'No answer, ever');
    expect(sandbox.mock.settings.latency).to.equal(Infinity);
    sandbox.mock.change({ latency: '5s', scenario: 'offline' });
    await settledAll(sandbox);
    expect([chosen('latency'), chosen('scenario')]).to.deep.equal(['5s', 'offline']);
    sandbox.mock.reset();
    await settledAll(sandbox);
    expect([chosen('latency'), chosen('scenario')]).to.deep.equal(['None', 'happy']);
  });

  it('each fault by itself', async () => {
    await start({ faults: { 'message-lost': 0.3 } });
    expect(chosen('message-lost')).to.equal('30 %');
    for (const name of Object.keys(faults)) await choose(name, '1 in 4');
    expect(sandbox.mock.settings.faults).to.deep.equal(
      Object.fromEntries(Object.keys(faults).map((name) => [name, 0.25])),
    );
    await choose('answer-lost', 'Never');
    expect(sandbox.mock.settings.faults['answer-lost']).to.equal(0);
    expect(textsOf(sandbox.panel, '.on')).to.deep.equal(['4 on']);
  });

  it('the clock, which it shows', async () => {
    await start();
    const before = sandbox.mock.clock.now();
    for (const name of ['+ 30 s', '+ 1 min', '+ 5 min']) button(sandbox.panel, name).click();
    await settledAll(sandbox);
    expect(sandbox.mock.clock.now() - before).to.equal(390_000);
    expect(textOf(sandbox.panel, '.time')).to.match(/^\d\d:06:30 Manual/);
    expect(log()).to.deep.equal([
      'mock clock put forward +30 s',
      'mock clock put forward +1 min',
      'mock clock put forward +5 min',
    ]);
  });

  it('nothing while it is out of the page; moved, it has its log, and what it missed', async () => {
    await start();
    await signIn(sandbox);
    await enter('000001');
    const before = log();
    expect(before).to.include('page refused incorrect');
    sandbox.panel.remove();
    sandbox.mock.change({ scenario: 'offline' });
    await settledAll(sandbox);
    expect(chosen('scenario')).to.equal('happy');
    document.querySelector('main')?.append(sandbox.panel);
    await settledAll(sandbox);
    expect(chosen('scenario')).to.equal('offline');
    expect(log()).to.deep.equal([...before, 'mock scenario offline']);
    sandbox.panel.remove();
    sandbox.mock.reset();
    document.querySelector('main')?.append(sandbox.panel);
    await settledAll(sandbox);
    expect(log()).to.deep.equal([]);
  });

  it('a clock that runs is shown by the second, and by none that is out of the page', async () => {
    const { setTimeout: own, clearTimeout: ownClear } = window;
    const ticks = new Map<number, () => void>();
    window.setTimeout = ((callback: () => void, delay?: number) => {
      if (delay !== 1000) return own(callback, delay);
      const timer = own(() => undefined);
      ticks.set(timer, callback);
      return timer;
    }) as typeof setTimeout;
    window.clearTimeout = (timer) => {
      ticks.delete(Number(timer));
      ownClear(timer);
    };
    const wall = Date.now;
    try {
      await start({ clock: 'real' });
      expect(textOf(sandbox.panel, '.time')).to.contain('Real');
      const shown = () => textOf(sandbox.panel, '.time time');
      const before = shown();
      Date.now = () => wall() + 61_000;
      expect(ticks.size).to.equal(2);
      for (const [timer, tick] of [...ticks]) {
        ticks.delete(timer);
        tick();
      }
      await settledAll(sandbox);
      expect(shown()).not.to.equal(before);
      expect(ticks.size).to.equal(2);
      sandbox.panel.remove();
      sandbox.inbox.remove();
      expect(ticks.size, 'none is set any more').to.equal(0);
    } finally {
      Date.now = wall;
      window.setTimeout = own;
      window.clearTimeout = ownClear;
    }
  });
});

describe('the codes with a meaning', () => {
  it('stand in a table, each with what it comes to', async () => {
    await start();
    expect(textsOf(sandbox.panel, 'tbody th')).to.deep.equal(Object.values(meanings).map(({ code }) => code));
    expect(textsOf(sandbox.panel, 'tbody td:nth-child(2)')).to.deep.equal(
      Object.values(meanings).map(({ says }) => says),
    );
  });

  for (const [name, { code }] of Object.entries(meanings))
    it(`${name}: is filled into the field`, async () => {
      await start();
      await signIn(sandbox);
      button(sandbox.panel, `Fill ${code}`).click();
      await until(() => sandbox.element.code === code, 'it is filled in');
      expect(document.activeElement === inputOf(sandbox.element), 'the field has the focus').to.be.true;
    });
});

describe('the log and the trace', () => {
  it('tell, as it goes, what page, wire and mock do', async () => {
    await start();
    await signIn(sandbox);
    await enter('000001');
    await choose('scenario', 'offline');
    await enter(sandbox.mock.inbox.latest?.code ?? '');
    expect(log()).to.deep.equal([
      'mock message delivered',
      'wire issue issued',
      'page complete',
      'page confirming',
      'mock by the code’s meaning wrong',
      'wire confirm incorrect',
      'page refused incorrect',
      'mock scenario offline',
      'page confirming',
      'mock by the scenario offline',
      'page failed network',
    ]);
  });

  it('show twelve rows, and all of them when asked', async () => {
    await start();
    for (let step = 0; step < 14; step++) sandbox.mock.clock.advance('1s');
    await settledAll(sandbox);
    expect(log().length).to.equal(12);
    button(sandbox.panel, 'Show all 14').click();
    await settledAll(sandbox);
    expect(log().length).to.equal(14);
  });

  it('have each step with source, input and output', async () => {
    await start();
    await signIn(sandbox);
    await enter('000001');
    const steps = textsOf(sandbox.panel, '.runs > li:first-child .steps summary');
    expect(steps.length).to.equal(3);
    expect(steps[1]).to.equal('Confirm sign-in Confirm one-time code for user · from Model · 0 ms incorrect');
    const members = textsOf(sandbox.panel, '.runs > li:first-child .steps > li:nth-child(2) dl');
    expect(members[0]).to.contain('code ••••••');
    expect(members[1]).to.contain('outcome incorrect').and.contain('attemptsRemaining 4');
  });

  it('never hold a code or a token, and the copied test neither', async () => {
    const { texts, release } = holdClipboard(false);
    try {
      await start();
      await signIn(sandbox);
      const sentinels = ['135797', sandbox.mock.inbox.latest?.code ?? ''];
      for (const code of sentinels) await enter(code);
      sentinels.push(sandbox.element.value);
      expect(sandbox.element.phase).to.equal('confirmed');
      expect(sandbox.element.value).to.match(/^mock_/);
      button(sandbox.panel, 'Copy as test').click();
      await until(() => sandbox.panel.shadowRoot?.querySelector('textarea'), 'the test is there');
      const all = everything(sandbox.panel);
      expect(all).to.contain('createMock(');
      for (const sentinel of sentinels) expect(all.includes(sentinel), sentinel).to.be.false;
      expect(texts).to.deep.equal([]);
    } finally {
      release();
    }
  });

  it('leave out other elements, where one is named', async () => {
    await start({}, '<otp-confirm id="one"></otp-confirm><otp-confirm id="two"></otp-confirm>');
    sandbox.panel.setAttribute('for', 'two');
    await signIn(sandbox);
    sandbox.element.code = '424242';
    await settledAll(sandbox);
    await Promise.resolve();
    await settledAll(sandbox);
    expect(log().filter((row) => row.startsWith('page'))).to.deep.equal([]);
    one<HTMLElement & { code: string }>(document, '#two').code = '424242';
    await until(() => log().includes('page complete'), 'it is told');
  });

  it('leave out what the page has called off, and events of the same names that are not the element’s', async () => {
    await start();
    await signIn(sandbox);
    await settledAll(sandbox);
    const before = log();
    const cancel = (event: Event) => {
      event.preventDefault();
    };
    sandbox.element.addEventListener('confirming', cancel);
    sandbox.panel.dispatchEvent(new Event('confirmed', { bubbles: true }));
    document.dispatchEvent(new Event('failed'));
    await enter('424242');
    expect(log().filter((line) => /confirm(ing|ed)|failed/.test(line))).to.deep.equal([]);
    expect(log().length).to.be.at.least(before.length);
    sandbox.element.removeEventListener('confirming', cancel);
  });

  it('take an event that tells less than the element does', async () => {
    await start();
    await signIn(sandbox);
    const told = (outcome: unknown) => Object.assign(new Event('confirmed', { bubbles: true }), { outcome });
    sandbox.element.dispatchEvent(new Event('confirmed', { bubbles: true }));
    for (const outcome of [undefined, null, 'confirmed', {}, { kind: 7 }])
      sandbox.element.dispatchEvent(told(outcome));
    await settledAll(sandbox);
    await until(
      () => log().filter((line) => line === 'page confirmed').length === 6,
      'they are told by name',
    );
  });

  it('are of no test where there is no mock; a code with a meaning is filled in all the same', async () => {
    await start();
    button(sandbox.panel, 'Fill 424242').click();
    await until(() => sandbox.element.code === '424242', 'it is filled in without a message');
    expect(sandbox.panel.test).to.contain('createMock');
    expect(document.createElement('otp-mock-panel').test).to.equal('');
  });

  it('are forgotten by Reset, which sets all as it was', async () => {
    await start();
    await signIn(sandbox);
    await choose('scenario', 'offline');
    button(sandbox.panel, 'Reset').click();
    await settledAll(sandbox);
    expect(log()).to.deep.equal([]);
    expect(sandbox.mock.settings.scenario).to.equal('happy');
    expect(chosen('scenario')).to.equal('happy');
    expect(textsOf(sandbox.inbox, '[part~=message]')).to.deep.equal([]);
  });
});

describe('the panel can be used', () => {
  it('by keys alone', async () => {
    await start();
    await signIn(sandbox);
    await settledAll(sandbox);
    const root = sandbox.panel.shadowRoot;
    select('scenario').focus();
    const names: string[] = [];
    for (let step = 0; step < 40; step++) {
      const active = root?.activeElement;
      if (!active) break;
      names.push(active.id || active.textContent.replace(/\s+/g, ' ').trim());
      if (names.at(-1) === 'Fill 424242') break;
      await pressKeys('Tab');
    }
    expect(names).to.deep.equal([
      ...['scenario', 'latency', '+ 30 s', '+ 1 min', '+ 5 min', 'Copy as test', 'Reset', 'Faults'],
      ...['Codes with a meaning', 'Fill 424242'],
    ]);
    await pressKeys('Enter');
    await until(() => sandbox.element.code === '424242', 'it is filled in');
  });

  for (const scheme of ['light', 'dark'])
    it(`and axe finds nothing, ${scheme}`, async () => {
      await start({ faults: { 'answer-lost': 0.5 } }, undefined, `color-scheme: ${scheme}`);
      await signIn(sandbox);
      await enter('000001');
      await enter(sandbox.mock.inbox.latest?.code ?? '');
      await signIn(sandbox);
      await settledAll(sandbox);
      for (const details of sandbox.panel.shadowRoot?.querySelectorAll('details') ?? []) details.open = true;
      for (const animation of sandbox.inbox.shadowRoot?.getAnimations() ?? []) animation.finish();
      const { violations: found, passes } = await axe.run(one(document, 'main'), {
        rules: { 'target-size': { enabled: true } },
      });
      expect(found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)).to.deep.equal(
        [],
      );
      expect(passes.map(({ id }) => id)).to.include.members(['color-contrast', 'select-name', 'target-size']);
    });

  for (const [dir, size] of [
    ['ltr', 'medium'],
    ['rtl', 'medium'],
    ['ltr', '200%'],
  ] as const)
    it(`on a phone, ${dir}, letters ${size}: nothing scrolls sideways`, async () => {
      const before = { width: innerWidth, height: innerHeight };
      await setViewport({ width: 320, height: 480 });
      try {
        document.documentElement.dir = dir;
        document.documentElement.style.fontSize = size;
        await start();
        await signIn(sandbox);
        await enter('000001');
        for (const details of sandbox.panel.shadowRoot?.querySelectorAll('details') ?? [])
          details.open = true;
        await settledAll(sandbox);
        expect(document.documentElement.scrollWidth).to.be.at.most(document.documentElement.clientWidth);
        for (const element of [sandbox.panel, sandbox.inbox])
          for (const node of element.shadowRoot?.querySelectorAll('button, select, summary, td, dd') ?? []) {
            if (!node.checkVisibility()) continue;
            const { left, right } = node.getBoundingClientRect();
            expect(left, node.outerHTML).to.be.at.least(0);
            expect(right, node.outerHTML).to.be.at.most(document.documentElement.clientWidth);
          }
      } finally {
        document.documentElement.removeAttribute('dir');
        document.documentElement.style.fontSize = '';
        await resetMouse();
        await setViewport(before);
      }
    });

  it('in forced colours: the main button can be told from the others', async function () {
    // WebKitGTK has no forced colours.
    if (!(await emulate({ forcedColors: 'active' }))) this.skip();
    await start();
    const widths = ['Copy as test', 'Reset'].map(
      (name) => getComputedStyle(button(sandbox.panel, name)).borderTopWidth,
    );
    await emulate({});
    expect(widths).to.deep.equal(['2px', '1px']);
  });

  it('in the page’s own font and size', async () => {
    await start({}, undefined, 'color-scheme: light; font: 20px Georgia');
    const { fontFamily, fontSize } = getComputedStyle(button(sandbox.panel, 'Reset'));
    expect([fontFamily, fontSize]).to.deep.equal(['Georgia', '18.75px']);
  });
});
