// Random codes: the sampler over its whole input range, lengths, leading zeros.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Alphabet } from '../../src/core/index.js';
import { characterFor, randomCode } from '../../src/engine/codes.js';
import { ConfigurationError } from '../../src/engine/index.js';
import { runs } from '../runs.js';

for (const [alphabet, size] of [
  ['digits', 10],
  ['alphanumeric', 32],
  ['text', 23],
] as const) {
  test(`every character of ${alphabet} is drawn by equally many of the 256 bytes`, () => {
    const counts = new Map<string, number>();
    for (let byte = 0; byte < 256; byte++) {
      const character = characterFor(byte, alphabet);
      if (character !== undefined) counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    assert.equal(counts.size, size);
    assert.deepEqual(new Set(counts.values()), new Set([Math.floor(256 / size)]));
  });
}

test('leading zeros are kept', () => {
  assert.equal(
    randomCode(6, 'digits', (bytes) => new Uint8Array(bytes)),
    '000000',
  );
});

test('bytes past the last whole range are drawn again', () => {
  const rounds = [Uint8Array.of(250, 1, 255, 2, 249, 251), Uint8Array.of(3, 254, 4), Uint8Array.of(5)];
  const asked: number[] = [];
  const random = (bytes: number) => {
    asked.push(bytes);
    return rounds.shift() ?? new Uint8Array(0);
  };
  assert.equal(randomCode(6, 'digits', random), '129345');
  assert.deepEqual(asked, [6, 3, 1]);
});

test('whatever the bytes, a code has its length and its alphabet', () => {
  fc.assert(
    fc.property(
      fc.infiniteStream(fc.integer({ min: 0, max: 249 })),
      fc.integer({ min: 6, max: 64 }),
      (stream, length) => {
        const random = (bytes: number) => Uint8Array.from(stream.take(bytes));
        assert.match(randomCode(length, 'digits', random), new RegExp(`^[0-9]{${String(length)}}$`));
      },
    ),
    runs(),
  );
});

for (const length of [0, 5, 5.5, 65, NaN]) {
  test(`a length of ${String(length)} is refused`, () => {
    assert.throws(() => randomCode(length, 'digits', (bytes) => new Uint8Array(bytes)), ConfigurationError);
  });
}

for (const alphabet of ['runes', 'toString', '']) {
  test(`an alphabet named ${JSON.stringify(alphabet)} is refused, and the error names those there are`, () => {
    assert.throws(() => randomCode(6, alphabet as Alphabet, (bytes) => new Uint8Array(bytes)), {
      name: 'ConfigurationError',
      setting: 'alphabet',
      message: `The alphabet "${alphabet}" is unknown. Use one of: digits, alphanumeric, text.`,
    });
  });
}

test('a random source is asked again at most 100 times', () => {
  let asked = 0;
  const random = (bytes: number) => new Uint8Array(bytes).fill(++asked === 100 ? 1 : 255);
  assert.equal(randomCode(6, 'digits', random), '111111');
  asked = 100;
  assert.throws(() => randomCode(6, 'digits', random), { setting: 'random' });
  assert.equal(asked, 200);
});

test('a random source that gives nothing of use is an error, not an endless loop', () => {
  assert.throws(() => randomCode(6, 'digits', (bytes) => new Uint8Array(bytes).fill(255)), /random source/);
});
