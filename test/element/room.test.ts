// The room that is kept for what is told: in every language of the package, in a place of any width, and wherever the code
// was sent to, the block of hint and status is as high in all that is told as before anything was. And where a page gives the
// status more, it gets more.
import { expect } from '@open-wc/testing';
import type { Locale, OtpConfirm } from '../../src/index.js';
import { registerLocale } from '../../src/index.js';
import { languages } from '../words/languages.js';
import type { DeferredAdapter } from './fixtures.js';
import {
  advance,
  autofill,
  connect,
  deferredAdapter,
  drawn,
  inputOf,
  mount,
  part,
  resetClock,
  resetConnection,
  status,
} from './fixtures.js';
import { fixture, styleElement } from './markup.js';
import type { Way } from './phases.js';
import { confirmed, issued, moreWays, ways } from './phases.js';

const widths = [256, 288, 352, 420, 448, 640];
const destinations = ['', 'a•••••••••••••@long-company-name.example.com'];

const nothing: Way = () => undefined;
const enters =
  (text: string): Way =>
  (element) => {
    autofill(inputOf(element), text);
  };
const waiting = confirmed({ kind: 'rate-limited', retryAfter: 90 });
/** All that can be told: what an element goes through, and what comes of it for all of them at once. */
const told: Readonly<Record<string, readonly [way: Way, then?: () => void]>> = {
  ...Object.fromEntries(Object.entries(moreWays).map(([name, way]) => [name, [way]])),
  // To where the one before it went.
  'a new code': [
    (element, adapter) =>
      issued({ kind: 'issued', info: { destination: element.destination ?? '' } })(element, adapter),
  ],
  'the tries that are left': [confirmed({ kind: 'incorrect', attemptsRemaining: 5, maybeExpired: true })],
  'many tries that are left': [confirmed({ kind: 'incorrect', attemptsRemaining: 21 })],
  'a newer code': [confirmed({ kind: 'expired', reason: 'replaced' })],
  'a limit without an end': [confirmed({ kind: 'rate-limited' })],
  'a limit of a day': [confirmed({ kind: 'rate-limited', retryAfter: 86_400 })],
  'a limit that is over': [waiting, () => advance(90)],
  'a lock without an end': [confirmed({ kind: 'locked', scope: 'account' })],
  'a wait for a new code': [issued({ kind: 'rate-limited', retryAfter: 90 })],
  'a refusal': [confirmed({ kind: 'rejected', reason: 'policy' })],
  'no answer': [confirmed({ kind: 'timeout' })],
  'an answer that is none': [confirmed({ kind: 'protocol' })],
  'no connection': [confirmed({ kind: 'network' })],
  offline: [confirmed({ kind: 'network' }), () => connect(false)],
  'online again': [confirmed({ kind: 'network' }), () => connect(true)],
  'no code': [enters('abc')],
  'more than one code': [enters('123456 654321')],
  'too long a code': [enters('12345678901234567890')],
  'a part of a code': [
    async (element) => {
      element.code = '123';
      await element.confirm();
    },
  ],
  'an end that is near': [nothing, () => advance(250)],
  'an end that is past': [nothing, () => advance(300)],
};
/** Where nothing is told yet. */
const silent = ['idle', 'partial', 'complete'];

describe('whatever is told, nothing moves', () => {
  let place: HTMLElement;
  let all: { element: OtpConfirm; adapter: DeferredAdapter; what: string }[];
  let atFirst: ReadonlyMap<string, number | undefined>;

  /** Puts one of each into the page. */
  async function start(): Promise<void> {
    place = await fixture('<section></section>');
    all = [];
    for (const lang of languages)
      for (const destination of destinations) {
        const element = document.createElement('otp-confirm');
        const adapter = deferredAdapter();
        Object.assign(element, { lang, challenge: 'c', expiresIn: 300, destination, adapter });
        place.append(element);
        all.push({ element, adapter, what: `${lang}, ${destination || 'to nowhere'}` });
      }
    for (const { element } of all) await drawn(element);
  }
  /** How high hint and status are in each, in each width. */
  const heights = () =>
    widths.flatMap((width) => {
      place.style.inlineSize = `${width}px`;
      return all.map(({ element, what }): [string, number | undefined] => [
        `${what}, ${width} px wide`,
        part(element, 'status').parentElement?.offsetHeight,
      ]);
    });

  /** Those that are not as high as before. */
  const moved = (before: ReadonlyMap<string, number | undefined>) =>
    heights().flatMap(([what, height]) =>
      height === before.get(what) ? [] : [`${what}: ${height} px high, and ${before.get(what)} before`],
    );

  before(async () => {
    for (const code of languages) {
      const { default: locale } = (await import(`../../src/element/locales/${code}.ts`)) as {
        default: Locale;
      };
      registerLocale(locale);
    }
    await start();
    atFirst = new Map(heights());
  });
  beforeEach(start);
  afterEach(resetClock);
  afterEach(resetConnection);

  for (const [name, [way, then]] of Object.entries(told))
    it(name, async () => {
      await Promise.all(all.map(({ element, adapter }) => way(element, adapter)));
      then?.();
      for (const { element, what } of all) {
        await drawn(element);
        expect(status(element) === '', what).to.equal(silent.includes(name));
      }
      expect(moved(atFirst)).to.deep.equal([]);
    });

  // The first code alone is confirmed by itself.
  it('a hint that promises no further check', async () => {
    for (const { element } of all) {
      element.autoConfirm = true;
      await drawn(element);
    }
    const before = new Map(heights());
    const refused = confirmed({ kind: 'incorrect', attemptsRemaining: 2 });
    await Promise.all(all.map(({ element, adapter }) => refused(element, adapter)));
    for (const { element } of all) await drawn(element);
    expect(moved(before)).to.deep.equal([]);
  });
});

it('a status that the page makes larger lies over nothing', async () => {
  const style = styleElement();
  style.textContent = 'otp-confirm::part(status) { padding: 3em; border: 1px solid }';
  document.head.append(style);
  try {
    const adapter = deferredAdapter();
    const element = await mount('<otp-confirm challenge="c"></otp-confirm>', { adapter });
    await moreWays['refused']?.(element, adapter);
    await drawn(element);
    const [{ bottom }, { top }] = [part(element, 'status'), part(element, 'confirm')].map((node) =>
      node.getBoundingClientRect(),
    ) as [DOMRect, DOMRect];
    expect(bottom).to.be.at.most(top);
  } finally {
    style.remove();
  }
});

it('a hint of the page’s stands where the built-in one would, and what is told between it and the buttons', async () => {
  const tops: number[] = [];
  for (const hint of ['', '<span slot="hint">By post.</span>']) {
    const adapter = deferredAdapter();
    const element = await mount(`<otp-confirm challenge="c">${hint}</otp-confirm>`, { adapter });
    const box = (name: string) => part(element, name).getBoundingClientRect();
    tops.push(box('hint').top - box('cells').bottom);
    if (!hint) continue;
    const before = box('confirm').top;
    await moreWays['refused']?.(element, adapter);
    await drawn(element);
    expect(box('status').top).to.be.at.least(box('hint').bottom + 4);
    expect(box('status').bottom).to.be.at.most(box('confirm').top);
    expect(box('confirm').top).to.equal(before);
  }
  expect(tops[1]).to.equal(tops[0]);
});

// A page's reset, or its distances: the hint does not give way to it, nor does the room grow by more than was asked for.
for (const margin of ['0', '1em 0'])
  it(`a status to which the page gives a margin of ${margin} stands where the hint does`, async () => {
    const style = styleElement();
    style.textContent = `otp-confirm::part(status) { margin: ${margin} }`;
    document.head.append(style);
    try {
      const adapter = deferredAdapter();
      const element = await mount('<otp-confirm challenge="c"></otp-confirm>', { adapter });
      for (const way of [ways.idle, ways.refused]) {
        await way(element, adapter);
        await drawn(element);
        const [hint, said] = [part(element, 'hint'), part(element, 'status')] as [HTMLElement, HTMLElement];
        expect([hint.offsetLeft, hint.offsetTop, hint.offsetWidth]).to.deep.equal([
          said.offsetLeft,
          said.offsetTop - parseFloat(getComputedStyle(said).marginTop),
          said.offsetWidth,
        ]);
      }
    } finally {
      style.remove();
    }
  });
