import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { cleanCode, type CleanOptions } from '../../src/core/code.js';
import { runs } from '../runs.js';

interface Case {
  id: string;
  source: CleanOptions['source'];
  config: Omit<CleanOptions, 'source'>;
  input: string;
  expect: { status: string; value: string | null; autoConfirm: boolean };
  why: string;
}
interface Flood {
  id: string;
  gen: { repeat: string; count: number; suffix?: string };
  expect: string;
}
const table = JSON.parse(readFileSync(new URL('cleaning.json', import.meta.url), 'utf8')) as {
  cases: Case[];
  robustness: Flood[];
};
const more = JSON.parse(readFileSync(new URL('cleaning-more.json', import.meta.url), 'utf8')) as Case[];

describe('cleanCode: the table', () => {
  for (const { id, source, config, input, expect, why } of [...table.cases, ...more])
    it(`${id}: ${why}`, () => {
      assert.deepEqual(cleanCode(input, { ...config, source }), expect);
    });
});

/** The best of some runs: what the machine does beside is not the code's time. */
function quickest(run: () => void): number {
  const times = Array.from({ length: 7 }, () => {
    const startedAt = performance.now();
    run();
    return performance.now() - startedAt;
  });
  return Math.min(...times);
}

describe('cleanCode: floods', () => {
  for (const { id, gen, expect } of table.robustness)
    it(`${id}: ${expect}`, () => {
      const limit = Number(/< (\d+) ms/.exec(expect)?.[1]);
      const { repeat, count, suffix = '' } = gen;
      const whole = repeat.repeat(count) + suffix;
      // The longest of its kind that is read at all.
      const longest = repeat.repeat(4096).slice(0, 4096 - suffix.length) + suffix;
      for (const source of ['typed', 'paste', 'autofill', 'webotp'] as const)
        for (const alphabet of ['digits', 'alphanumeric', 'text'] as const) {
          assert.equal(cleanCode(whole, { source, alphabet }).status, 'none');
          if (!suffix) assert.notEqual(cleanCode(longest, { source, alphabet }).status, 'complete');
          for (const text of [whole, longest])
            assert.ok(quickest(() => cleanCode(text, { source, alphabet })) < limit, `${source} ${alphabet}`);
        }
    });

  it('reads a text of 4,096 units to its end', () => {
    const { value } = cleanCode(`${' '.repeat(4090)}123456`, { source: 'paste' });
    assert.equal(value, '123456');
  });
  it('reads a text over 4,096 units not at all', () => {
    const unread = new Proxy(new String('1'.repeat(4097)), {
      get(target, key) {
        assert.equal(key, 'length', 'only the length is read');
        return target.length;
      },
    });
    assert.equal(cleanCode(unread as unknown as string, { source: 'paste' }).status, 'none');
  });
});

const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 6, maxLength: 6 });
const anything = fc.string({ unit: 'binary', maxLength: 200 });
const source = fc.constantFrom('typed', 'paste', 'autofill', 'webotp' as const);
const format = fc.record({
  length: fc.oneof(fc.integer({ min: 4, max: 12 }), fc.constant('any' as const)),
  alphabet: fc.constantFrom('digits', 'alphanumeric', 'text' as const),
});
// The zeros of every range of decimal digits that this engine knows.
const zeros: number[] = [];
for (let code = 0; code < 0x110000; code++)
  if (/\p{Nd}/u.test(String.fromCodePoint(code)) && !/\p{Nd}/u.test(String.fromCodePoint(code - 1 || 0)))
    zeros.push(code);

describe('cleanCode: properties', () => {
  it('a complete code has the length and alphabet that were asked for', () => {
    fc.assert(
      fc.property(anything, source, format, (text, source, format) => {
        const { status, value, autoConfirm } = cleanCode(text, { ...format, source });
        if (status === 'complete') {
          if (format.length !== 'any') assert.equal([...value].length, format.length);
          if (format.alphabet === 'digits') assert.match(value, /^[0-9]+$/);
          if (format.alphabet === 'alphanumeric') assert.match(value, /^[0-9A-Z]+$/);
        } else if (status === 'partial') {
          if (format.length !== 'any') assert.ok([...value].length < format.length);
        } else assert.equal(value, null);
        if (status !== 'complete' || format.length === 'any') assert.equal(autoConfirm, false);
      }),
      runs(2000),
    );
  });

  it('is idempotent: a cleaned value cleans to itself', () => {
    fc.assert(
      fc.property(anything, source, format, (text, source, format) => {
        const { value } = cleanCode(text, { ...format, source });
        if (value !== null) assert.equal(cleanCode(value, { ...format, source: 'typed' }).value, value);
      }),
      runs(2000),
    );
  });

  it('reads the digits of every script', () => {
    fc.assert(
      fc.property(digits, fc.constantFrom(...zeros), source, (code, zero, source) => {
        const written = [...code].map((digit) => String.fromCodePoint(zero + Number(digit))).join('');
        assert.deepEqual(cleanCode(written, { source }), {
          status: 'complete',
          value: code,
          autoConfirm: true,
        });
      }),
      runs(),
    );
  });

  it('finds a code between words in any of the ways that people write around it, and lets the user send it', () => {
    const around = fc.constantFrom('Your code is ', 'code: ', '验证码', '인증번호는 [', 'رمز: ', '');
    const after = fc.constantFrom('.', ' is your code', '] 입니다', '请勿泄露', '\nThanks');
    fc.assert(
      fc.property(around, digits, after, (before, code, after) => {
        const { status, value, autoConfirm } = cleanCode(before + code + after, { source: 'paste' });
        assert.deepEqual([status, value], ['complete', code]);
        if (/\p{L}/u.test(after)) assert.equal(autoConfirm, false);
      }),
      runs(),
    );
  });

  it('never chooses between two different codes', () => {
    fc.assert(
      fc.property(digits, digits, (one, two) => {
        fc.pre(one !== two);
        assert.equal(cleanCode(`${one} or ${two}`, { source: 'paste' }).status, 'ambiguous');
        assert.equal(cleanCode(`${one}, then ${one}`, { source: 'paste' }).value, one);
      }),
      runs(),
    );
  });
});
