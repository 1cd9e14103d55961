// Options from plain JavaScript, or from a file, in a shape that they do not have: each of these is refused by an error
// that names it and says what to do. None ends in a TypeError, and none is taken for something else.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  createEndpoint,
  createEngine,
  createMemoryStore,
  systemClock,
  systemRandom,
} from '../../src/engine/index.js';
import { createMock } from '../../src/mock/index.js';
import { createOtpEndpoint } from '../../src/server/index.js';
import { KEY } from '../engine/sandbox.js';

/** What is written for a list, for an object, and for anything, and is none. */
const NO_LIST = [null, {}, { limit: 5, seconds: 600 }, 'x', 7, -1, NaN, Infinity, true, () => undefined];
const NO_RATE = [
  null,
  7,
  'x',
  [],
  {},
  { limit: 5 },
  { limit: '5', seconds: 600 },
  { limit: 0, seconds: 600 },
];
const NO_NUMBER = [null, {}, [], '5', -1, 1.5, NaN, Infinity, true];
const NO_TEXT = [null, {}, [], 7, NaN, true];
const NO_KEY = [null, {}, [], 7, -1, 64, Infinity, true, 'short', Array(32).fill(65)];

const SECRET = 'a'.repeat(43);
const deliver = () => undefined;
const engine = (options: object = {}) =>
  createEngine({
    store: createMemoryStore(),
    keys: [KEY],
    clock: systemClock,
    random: systemRandom,
    deliver,
    ...options,
  });
const server = (options: object) => createOtpEndpoint({ keys: [KEY], deliver, ...options });
const endpoint = (options: object) => createEndpoint(engine(), options);
const shop = (options: object) => endpoint({ clients: { shop: { redeemSecret: SECRET, ...options } } });

const options: readonly (readonly [
  option: string,
  make: (value: unknown) => unknown,
  wrong: readonly unknown[],
])[] = [
  ...['attempts', 'resendIn', 'tokenLifetime', 'live'].map(
    (name) => [name, (value: unknown) => engine({ limits: { [name]: value } }), NO_NUMBER] as const,
  ),
  ...['destination', 'address', 'addressFailures'].flatMap((name) => [
    [name, (value: unknown) => engine({ limits: { [name]: value } }), NO_LIST] as const,
    [name, (value: unknown) => server({ limits: { [name]: value } }), NO_LIST] as const,
    [name, (value: unknown) => engine({ limits: { [name]: [value] } }), NO_RATE] as const,
  ]),
  ['alarm', (value) => engine({ limits: { alarm: value } }), NO_RATE],
  ['keys', (value) => engine({ keys: value }), NO_LIST],
  ['keys', (value) => engine({ keys: [value] }), NO_LIST],
  ['keys', (value) => engine({ keys: [{ id: '1', key: value }] }), NO_KEY],
  ['keys', (value) => engine({ keys: [{ ...KEY, id: value }] }), NO_TEXT],
  ['nameKey', (value) => engine({ nameKey: value }), NO_KEY],
  ['origins', (value) => endpoint({ origins: value }), NO_LIST],
  ['origins', (value) => endpoint({ origins: [value] }), NO_TEXT],
  ['origins', (value) => server({ origins: value }), NO_LIST],
  ['clients', (value) => endpoint({ clients: { shop: value } }), NO_LIST],
  ['clients', (value) => server({ clients: { shop: value } }), NO_LIST],
  ['clients', (value) => shop({ redeemSecret: value }), NO_TEXT],
  ['origins', (value) => shop({ origins: value }), NO_LIST],
  ['steps', (value) => shop({ steps: value }), NO_LIST],
  ['deliver', (value) => server({ deliver: value }), [null, {}, 'x', 7]],
  ...['log', 'clientAddress', 'words', 'defer'].map(
    (name) => [name, (value: unknown) => server({ [name]: value }), [{}, [], 'x', 7, true, console]] as const,
  ),
  ['store', (value) => server({ store: value }), [null, {}, 'x', 7, Promise.resolve(createMemoryStore())]],
  ['seed', (value) => createMock({ seed: value as never }), NO_NUMBER.filter((value) => value !== -1)],
  ['clock', (value) => createMock({ clock: value as never }), NO_TEXT],
  ['scenario', (value) => createMock({ scenario: value as never }), NO_TEXT],
  [
    'fault',
    (value) => createMock({ faults: value as never }),
    [null, [], [null], ['request-lost'], 'request-lost', 'x', 7, NaN, true, () => undefined],
  ],
  [
    'fault',
    (value) => createMock({ faults: { 'request-lost': value as never } }),
    [null, {}, '1', -1, 2, NaN],
  ],
];

describe('an option in a shape that it does not have', () => {
  for (const [option, make, wrong] of options)
    for (const [index, value] of wrong.entries())
      it(`${option}: ${String(make).replace(/\s+/g, ' ')} with ${JSON.stringify(value) ?? String(value)} (${String(index)})`, () => {
        assert.throws(
          () => make(value),
          (error: Error & { setting?: string }) => {
            assert.equal(error.name, 'ConfigurationError', error.message);
            assert.ok(
              `${String(error.setting)} ${error.message}`.includes(option),
              `It names ${option}: ${error.message}`,
            );
            assert.match(error.message, /(?:Give|Use|Write|Pass|Make|Await)\b/, 'It says what to do');
            return true;
          },
        );
      });
});

describe('an object that is null is one that is not given', () => {
  for (const [option, make] of [
    ['limits', engine],
    ['limits', server],
    ['clients', server],
    ['clients', endpoint],
    ['log', server],
    ['clientAddress', server],
    ['words', server],
    ['defer', server],
  ] as const)
    it(`${option} of ${make.name}`, () => {
      make({ [option]: null });
    });
});
