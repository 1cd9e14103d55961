// What each outcome does to the element: event, phase, custom state, code, words, focus. A row of the table each.
import { expect } from '@open-wc/testing';
import type { ConfirmationEvent } from '../../src/index.js';
import type { IssueOutcome, Outcome } from '../../src/core/index.js';
import { click, pressKeys, type } from './browser.js';
import type { DeferredAdapter } from './fixtures.js';
import {
  confirmWith,
  deferredAdapter,
  heardEvents,
  inputOf,
  mount,
  part,
  request,
  resetClock,
  selectionOf,
  settled,
  status,
} from './fixtures.js';

const told = ['complete', 'confirming', 'confirmed', 'refused', 'expired', 'locked', 'issued', 'failed'];
const phases =
  'idle partial complete issuing confirming confirmed refused waiting expired locked failed unavailable';

const start = (adapter: DeferredAdapter, attributes = '') =>
  mount(`<otp-confirm challenge="c1" ${attributes}></otp-confirm>`, { adapter });
const statesOf = (element: Element) =>
  phases.split(' ').filter((phase) => element.matches(`:state(${phase})`));

afterEach(resetClock);

interface Row {
  outcome: Outcome;
  event?: string;
  phase: string;
  code: 'kept' | 'selected' | 'cleared';
  words: RegExp;
  tone?: string;
}
const rows: Row[] = [
  {
    outcome: { kind: 'confirmed', token: 't' },
    event: 'confirmed',
    phase: 'confirmed',
    code: 'kept',
    words: /confirmed/,
  },
  { outcome: { kind: 'incorrect' }, event: 'refused', phase: 'refused', code: 'selected', words: /wrong\./ },
  {
    outcome: { kind: 'incorrect', attemptsRemaining: 3 },
    event: 'refused',
    phase: 'refused',
    code: 'selected',
    words: /3 tries/,
  },
  {
    outcome: { kind: 'incorrect', attemptsRemaining: 1 },
    event: 'refused',
    phase: 'refused',
    code: 'selected',
    words: /last/,
  },
  {
    outcome: { kind: 'incorrect', maybeExpired: true },
    event: 'refused',
    phase: 'refused',
    code: 'selected',
    words: /wrong or has expired/,
  },
  {
    outcome: { kind: 'expired' },
    event: 'expired',
    phase: 'expired',
    code: 'cleared',
    words: /expired.*new one/,
  },
  {
    outcome: { kind: 'expired', reason: 'replaced' },
    event: 'expired',
    phase: 'expired',
    code: 'cleared',
    words: /newest/,
  },
  {
    outcome: { kind: 'already-used' },
    event: 'expired',
    phase: 'expired',
    code: 'cleared',
    words: /used before/,
  },
  {
    outcome: { kind: 'locked', scope: 'challenge' },
    event: 'locked',
    phase: 'locked',
    code: 'cleared',
    words: /Too many.*new one/,
  },
  {
    outcome: { kind: 'locked', scope: 'account', retryAfter: 300 },
    event: 'locked',
    phase: 'locked',
    code: 'cleared',
    words: /5 minutes/,
  },
  {
    outcome: { kind: 'locked', scope: 'account' },
    event: 'locked',
    phase: 'locked',
    code: 'cleared',
    words: /later/,
  },
  {
    outcome: { kind: 'rate-limited', retryAfter: 30 },
    event: 'refused',
    phase: 'waiting',
    code: 'kept',
    words: /30 seconds/,
  },
  {
    outcome: { kind: 'challenge-unknown' },
    event: 'failed',
    phase: 'failed',
    code: 'cleared',
    words: /Start again/,
  },
  {
    outcome: { kind: 'rejected', reason: 'csrf' },
    event: 'failed',
    phase: 'failed',
    code: 'cleared',
    words: /Start again/,
  },
  {
    outcome: { kind: 'rejected', reason: 'policy' },
    event: 'failed',
    phase: 'failed',
    code: 'cleared',
    words: /Start again/,
  },
  { outcome: { kind: 'network' }, event: 'failed', phase: 'unavailable', code: 'kept', words: /connection/ },
  { outcome: { kind: 'timeout' }, event: 'failed', phase: 'unavailable', code: 'kept', words: /in time/ },
  {
    outcome: { kind: 'server', status: 503 },
    event: 'failed',
    phase: 'unavailable',
    code: 'kept',
    words: /again/,
  },
  { outcome: { kind: 'protocol' }, event: 'failed', phase: 'unavailable', code: 'kept', words: /again/ },
  { outcome: { kind: 'aborted' }, phase: 'complete', code: 'kept', words: /^$/ },
];

describe('a confirmation that comes to', () => {
  for (const { outcome, event, phase, code, words } of rows)
    it(`${JSON.stringify(outcome)}: ${phase}, ${code}`, async () => {
      const adapter = deferredAdapter();
      const element = await start(adapter);
      const input = inputOf(element);
      const events = heardEvents<ConfirmationEvent>(element, ...told);
      await confirmWith(element, adapter, outcome);

      expect(events.map(({ type: name }) => name)).to.deep.equal([
        'complete',
        'confirming',
        ...(event ? [event] : []),
      ]);
      expect(element.phase).to.equal(phase);
      expect(statesOf(element)).to.deep.equal([phase]);
      if (event) expect(events.at(-1)?.outcome?.kind).to.equal(outcome.kind);
      expect(status(element)).to.match(words);
      expect([input.value, element.code]).to.deep.equal(code === 'cleared' ? ['', ''] : ['123456', '123456']);
      if (code === 'selected') expect(selectionOf(input)).to.deep.equal([0, 6]);
      expect(document.activeElement === input, 'the focus stays').to.be.true;
      expect(input.readOnly).to.equal(phase === 'confirmed');
      expect(element.checkValidity()).to.equal(phase !== 'refused');
    });

  for (const outcome of [{ kind: 'expired' }, { kind: 'locked', scope: 'challenge' }] as const)
    it(`${outcome.kind}, where no new code can be had: start again`, async () => {
      const adapter = deferredAdapter({ canIssue: false });
      const element = await start(adapter);
      await confirmWith(element, adapter, outcome);
      expect(status(element)).to.match(/Start again/);
    });

  it('a new challenge and what is known of it: both are taken over', async () => {
    const adapter = deferredAdapter();
    const element = await start(adapter);
    await confirmWith(element, adapter, {
      kind: 'incorrect',
      challenge: 'c2',
      info: { destination: '•• 42' },
    });
    expect(element.challenge).to.equal('c2');
    expect(part(element, 'hint').textContent).to.contain('•• 42');
    await type('111111');
    await pressKeys('Enter');
    expect((await request(adapter.confirms, 2)).request).to.include({ challenge: 'c2', code: '111111' });
  });
});

describe('a request for a code that comes to', () => {
  interface IssueRow {
    outcome: IssueOutcome;
    event: string;
    phase: string;
    code: 'kept' | 'cleared';
    words: RegExp;
  }
  const issueRows: IssueRow[] = [
    { outcome: { kind: 'issued' }, event: 'issued', phase: 'waiting', code: 'cleared', words: /newest/ },
    {
      outcome: { kind: 'undeliverable' },
      event: 'failed',
      phase: 'partial',
      code: 'kept',
      words: /could not be sent/,
    },
    {
      outcome: { kind: 'network' },
      event: 'failed',
      phase: 'unavailable',
      code: 'kept',
      words: /connection/,
    },
    {
      outcome: { kind: 'challenge-unknown' },
      event: 'failed',
      phase: 'failed',
      code: 'cleared',
      words: /Start again/,
    },
    {
      outcome: { kind: 'locked', scope: 'account', retryAfter: 60 },
      event: 'locked',
      phase: 'locked',
      code: 'cleared',
      words: /1 minute/,
    },
  ];
  for (const { outcome, event, phase, code, words } of issueRows)
    it(`${JSON.stringify(outcome)}: ${phase}, ${code}`, async () => {
      const adapter = deferredAdapter();
      const element = await start(adapter);
      const input = inputOf(element);
      const events = heardEvents<ConfirmationEvent>(element, ...told);
      element.focus();
      await type('12');
      await click(part(element, 'resend'));
      const exchange = await request(adapter.issues);
      expect(statesOf(element)).to.deep.equal(['issuing']);
      exchange.answer(outcome);
      await settled(element);
      expect(events.map(({ type: name }) => name)).to.deep.equal([event]);
      expect(statesOf(element)).to.deep.equal([phase]);
      expect(input.value).to.equal(code === 'kept' ? '12' : '');
      expect(status(element)).to.match(words);
      expect(document.activeElement === input, 'the focus stays').to.be.true;
    });
});
