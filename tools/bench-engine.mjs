// `npm run bench:engine`: how many dataflow runs a page's thread does in a second, beside the bare WebCrypto digests
// that such runs need. Prints a table; asserts nothing: how fast a machine is, is not a test. Chromium, in whose pages
// each digest is a way to another thread and back. The two are measured in turns, so that what else the machine does
// meets both of them.
import { join } from 'node:path';
import { launch } from 'puppeteer-core';
import { median } from '../bench/statistics.mjs';
import { browsersOfThisRun, puppeteerOptions } from './browsers.mjs';
import { serve } from './serve.mjs';

const ROUNDS = 12;
const PAIRS = 500; // one pair: a code is issued and confirmed, which is two runs

/** In the page: what is measured. Each resolves with the milliseconds that the pairs took. */
async function prepare() {
  const { createEngine, createMemoryStore, systemClock, systemRandom } =
    await import('/dist/engine/index.js');
  const { createMock } = await import('/dist/mock/index.js');
  const timed = async (pairs, width, pair) => {
    const start = performance.now();
    let left = pairs;
    await Promise.all(
      Array.from({ length: width }, async () => {
        while (left-- > 0) await pair(left);
      }),
    );
    return performance.now() - start;
  };
  const expect = (outcome, kind) => {
    if (outcome.kind !== kind) throw new Error(`${outcome.kind} instead of ${kind}`);
    return outcome;
  };

  // What the pair of issue and confirm signs and hashes: the code at issue; the code, the token, its hash and the retry's key at confirm.
  const key = await window.crypto.subtle.importKey(
    'raw',
    systemRandom(32),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  );
  const bytes = new Uint8Array(150);
  const digests = async () => {
    for (let sign = 0; sign < 3; sign++) await window.crypto.subtle.sign('HMAC', key, bytes);
    for (let hash = 0; hash < 2; hash++) await window.crypto.subtle.digest('SHA-256', bytes);
  };

  const codes = new Map();
  const engine = createEngine({
    store: createMemoryStore(),
    keys: [{ id: '1', key: systemRandom(32) }],
    clock: systemClock,
    random: systemRandom,
    deliver: ({ challenge, code }) => codes.set(challenge, code),
  });
  let run = 0;
  const runs = async () => {
    const user = `user ${++run}`;
    const { challenge } = expect(await engine.issue({ user }), 'issued');
    const asked = { challenge, code: codes.get(challenge), idempotencyKey: user };
    expect(await engine.confirm(asked), 'confirmed');
  };

  let mock;
  const overTheWire = async (left) => {
    if (!mock || left % 500 === 0) mock = createMock({ seed: 1 }); // so that its log does not grow for ever
    const { challenge } = expect(await mock.issue({ user: 'ada' }), 'issued');
    const response = await mock.fetch(mock.endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': '"k"' },
      body: JSON.stringify({ challenge, code: mock.inbox.latest.code }),
    });
    if (!response.ok) throw new Error(await response.text());
  };

  window.measured = {
    'bare digests, one after another': (pairs) => timed(pairs, 1, digests),
    'engine, one after another': (pairs) => timed(pairs, 1, runs),
    'bare digests, 8 at a time': (pairs) => timed(pairs, 8, digests),
    'engine, 8 at a time': (pairs) => timed(pairs, 8, runs),
    'mock over its wire, one after another': (pairs) => timed(pairs, 1, overTheWire),
  };
  return Object.keys(window.measured);
}

const { found } = await browsersOfThisRun();
const chromium = Object.fromEntries(found).chromium;
if (!chromium) throw new Error('The bench needs Chromium: leave it in BROWSERS.');
const server = await serve({ root: join(import.meta.dirname, '..'), port: 0 });
const browser = await launch(puppeteerOptions('chromium', chromium));
try {
  const page = await browser.newPage();
  // a page of the sandbox's origin, for WebCrypto is there in secure contexts only; not the sandbox itself
  await page.goto(new URL('mark.svg', server.url).href);
  const times = new Map((await page.evaluate(prepare)).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, taken] of times) {
      const time = await page.evaluate((what, pairs) => window.measured[what](pairs), name, PAIRS);
      if (round >= 2) taken.push(time); // the first ones warm up
    }
  const perSecond = (time) => Math.round((2 * PAIRS * 1000) / time);
  console.log(
    `dataflow runs a second in one page (issue and confirm, each a run; ${ROUNDS - 2} rounds of ${PAIRS} pairs, ` +
      `${await browser.version()})\n`,
  );
  console.table(
    [...times].map(([what, taken]) => ({
      what,
      median: perSecond(median(taken)),
      least: perSecond(Math.max(...taken)),
      most: perSecond(Math.min(...taken)),
      'microseconds a pair': Math.round((median(taken) * 1000) / PAIRS),
    })),
  );
} finally {
  await browser.close();
  await server.close();
}
