// What holds of cleaning whatever the length, the alphabet and the source: separators and scripts change nothing, two
// codes are never one, a longer one is never cut, and no text is slow. The table of cases is code.test.ts's.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { cleanCode, type CleanOptions } from '../../src/core/code.js';
import { runs } from '../runs.js';

const DIGITS = [...'0123456789'];
const CAPITALS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const sources = ['typed', 'paste', 'autofill', 'webotp'] as const;
const source = fc.constantFrom(...sources);
const length = fc.integer({ min: 4, max: 12 });
const codeOf = (alphabet: 'digits' | 'alphanumeric', length: number) =>
  fc
    .string({
      unit: fc.constantFrom(...DIGITS, ...(alphabet === 'digits' ? [] : CAPITALS)),
      minLength: length,
      maxLength: length,
    })
    // Words of letters alone are no candidates in a text.
    .filter((code) => /\d/.test(code));
/** A code, and the format that it is of. */
const coded = fc
  .record({ length, alphabet: fc.constantFrom('digits', 'alphanumeric' as const) })
  .chain(({ length, alphabet }) =>
    fc.record({
      code: codeOf(alphabet, length),
      other: codeOf(alphabet, length),
      format: fc.constant({ length, alphabet }),
    }),
  );
const complete = (value: string, autoConfirm: boolean) => ({ status: 'complete', value, autoConfirm });

// Every zero that this engine knows: a range of decimal digits holds one ten or several.
const zeros: number[] = [];
for (let code = 0, start = -1; code < 0x110000; code++) {
  if (!/\p{Nd}/u.test(String.fromCodePoint(code))) start = -1;
  else if ((code - (start = start < 0 ? code : start)) % 10 === 0) zeros.push(code);
}

describe('cleanCode: whatever the format and the source', () => {
  it('a clean code is itself, ready to be sent', () => {
    fc.assert(
      fc.property(coded, source, ({ code, format }, source) => {
        assert.deepEqual(cleanCode(code, { ...format, source }), complete(code, true));
      }),
      runs(1000),
    );
  });

  it('separators and unseen characters, anywhere and of any kind, change nothing', () => {
    const dashes = [...'-\u2010\u2011\u2012\u2013\u2014\u2212\u00b7\u2022'];
    const unseen = ['\u200b', '\u2060', '\ufeff', '\u00ad', '\u200e', '\ufe0f'];
    const spaces = [...' \t\n\u00a0\u2009\u202f\u3000', '\r\n'];
    // Between letters a space parts words.
    const between = (alphabet: string) =>
      fc.array(fc.constantFrom('', ...dashes, ...unseen, ...(alphabet === 'digits' ? spaces : [])), {
        minLength: 13,
        maxLength: 13,
      });
    fc.assert(
      fc.property(
        coded.chain((each) => fc.tuple(fc.constant(each), between(each.format.alphabet))),
        source,
        ([{ code, format }, separators], source) => {
          const written = [...code].map((each, index) => (separators[index] ?? '') + each).join('');
          const text = ` ${written}${separators[12] ?? ''}\n`;
          assert.deepEqual(cleanCode(text, { ...format, source }), complete(code, true));
        },
      ),
      runs(3000),
    );
  });

  it('digits of any script, mixed, are their ASCII ones; letters of either case or width their capitals', () => {
    const spelled = (character: string, zero: number, letters: number) => {
      if (/\d/.test(character)) return String.fromCodePoint(zero + Number(character));
      const capital = character.codePointAt(0) ?? 0;
      return String.fromCodePoint(capital + ([0, 0x20, 0xfee0, 0xff00][letters] ?? 0));
    };
    const spellings = fc.array(fc.tuple(fc.constantFrom(...zeros), fc.nat(3)), {
      minLength: 12,
      maxLength: 12,
    });
    fc.assert(
      fc.property(coded, spellings, source, ({ code, format }, spelling, source) => {
        const text = [...code]
          .map((each, index) => spelled(each, ...(spelling[index] ?? [0x30, 0])))
          .join('');
        assert.deepEqual(cleanCode(text, { ...format, source }), complete(code, true));
      }),
      runs(2000),
    );
  });

  it('two different codes in one text are never one of them, nor a third', () => {
    const joints = fc.constantFrom(
      ' or ',
      ', ',
      ' ',
      '\n',
      '; ',
      '/',
      ' / ',
      '. ',
      '  ',
      '\t',
      ' (',
      '|',
      '、',
    );
    fc.assert(
      fc.property(coded, joints, source, ({ code, other, format }, joint, source) => {
        fc.pre(code !== other);
        for (const text of [`${code}${joint}${other}`, `Codes: ${code}${joint}${other}.`])
          assert.notEqual(cleanCode(text, { ...format, source }).status, 'complete', JSON.stringify(text));
      }),
      runs(3000),
    );
  });

  it('one character too many is never cut, alone or in a text', () => {
    fc.assert(
      fc.property(coded, fc.constantFrom(...DIGITS), source, ({ code, format }, more, source) => {
        assert.equal(cleanCode(code + more, { ...format, source }).status, 'too-long');
        const text = cleanCode(`Code ${code}${more} for you`, { ...format, source: 'paste' });
        assert.notEqual(text.status, 'complete');
      }),
      runs(1000),
    );
  });

  it('the same options and text come to the same, and nothing throws', () => {
    const wild = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.string({ unit: fc.constantFrom(...'0123 -.:/@#+G\n\u202e\ud800'), maxLength: 400 }),
    );
    const options: fc.Arbitrary<CleanOptions> = fc.record({
      length: fc.oneof(length, fc.constant('any' as const)),
      alphabet: fc.constantFrom('digits', 'alphanumeric', 'text' as const),
      source,
      host: fc.constantFrom(undefined, '', 'example.com', 'a.b.example.com:8080'),
    });
    fc.assert(
      fc.property(wild, options, (text, options) => {
        const once = cleanCode(text, options);
        assert.deepEqual(cleanCode(text, options), once);
        assert.equal(once.value === null, !['complete', 'partial'].includes(once.status));
      }),
      runs(5000),
    );
  });
});

describe('cleanCode: no text of 4,096 units is slow', () => {
  // What a regular expression with a wrong step back in it takes minutes for. Best of some runs: a busy machine is
  // not the code's doing. It takes two milliseconds at most; a square of the length would take seconds.
  const pieces = [
    ...'9 -(@.+/:!|aſé１²\u200b',
    ...['1-', '1 1', '1:', 'A1-', 'G-', 'a.', 'a@', 'a-', 'ab.cd.', '.a', 'a/', '!1@', 'a+', '\n@x #'],
    ...['http://', '://', 'x://x.', 'www.', '@a.b #1 ', '12345 6-', '1234567 ', '123456 654321 '],
  ];
  const longest = (piece: string) => piece.repeat(4096).slice(0, 4096);
  for (const alphabet of ['digits', 'alphanumeric', 'text'] as const)
    it(alphabet, () => {
      for (const piece of pieces)
        for (const source of sources)
          for (const text of [longest(piece), longest(piece).slice(0, 4090) + '123456']) {
            let best = Infinity;
            for (let runs = 0; runs < 5 && best >= 20; runs++) {
              const startedAt = performance.now();
              cleanCode(text, { alphabet, source, host: 'example.com' });
              best = Math.min(best, performance.now() - startedAt);
            }
            assert.ok(best < 20, `${source} ${JSON.stringify(piece)}: ${best.toFixed(1)} ms`);
          }
    });
});
