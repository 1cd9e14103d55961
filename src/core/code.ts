// Cleaning: from what a person typed, pasted or was handed to the code that was meant, or to the reason why not.
// Pure text in, value out; the field, its selection and its events belong to element/code-field.ts.
// The rules R0 to R10 that the comments name stand, with a case for each, in test/core/cleaning.json.

export type Alphabet = 'digits' | 'alphanumeric' | 'text';

/** Where a text came from: by hand, by clipboard or drop, set by browser or manager, or from an SMS (WebOTP). */
export type CodeSource = 'typed' | 'paste' | 'autofill' | 'webotp';

/** What a code looks like. */
export interface CodeFormat {
  /** Characters; `any`: 1 to 64, and then never confirmed without an act of the user. Default 6. */
  readonly length?: number | 'any' | undefined;
  /** `digits` (default), `alphanumeric` (A–Z, 0–9, upper-cased) or `text` (as entered, trimmed). */
  readonly alphabet?: Alphabet | undefined;
}

/** A format with its defaults filled in. */
export interface ResolvedFormat {
  readonly length: number | 'any';
  readonly alphabet: Alphabet;
}

export interface CleanOptions extends CodeFormat {
  /** Default `typed`. */
  readonly source?: CodeSource | undefined;
  /** The page's host name: a pasted message may be bound to a site. Left out: such a code waits for the user. */
  readonly host?: string | undefined;
}

export type CleanCode =
  | {
      readonly status: 'complete';
      readonly value: string;
      /** It may be sent without a further act of the user. */
      readonly autoConfirm: boolean;
    }
  | { readonly status: 'partial'; readonly value: string; readonly autoConfirm: false }
  | { readonly status: 'too-long' | 'ambiguous' | 'none'; readonly value: null; readonly autoConfirm: false };

const MAX_TEXT = 4096;
const MAX_ANY = 64;

// Here and below: to make an expression that names classes of Unicode takes its time, which a page's start does not have:
// each is made where it is used.
// Quotes, brackets, chat marks, separators: what may stand around a code that is meant whole (R4). The lookbehind
// keeps the trimming of the end linear.
const MARKS = String.raw`[ \n\-·´\x60\p{QMark}\p{Ps}\p{Pe}<>*_~|#]`;
const wrapping = (): RegExp => new RegExp(`^${MARKS}+|(?<!${MARKS})${MARKS}+$`, 'gu');
const SEPARATORS = /[ \n\-·]+/g;
const refuse = (status: 'too-long' | 'ambiguous' | 'none'): CleanCode => ({
  status,
  value: null,
  autoConfirm: false,
});

// R1 and R2: one spelling for digits, line ends, spaces, dashes, dots, and the letters that have an ASCII capital. No
// NFKC of the whole: it would accept ① and ²; nor toUpperCase(): it would make SS of ß.
function normalize(text: string): string {
  let plain = text.replace(/[\p{Default_Ignorable_Code_Point}\u20e3]/gu, '');
  // Each kind of digit once: a flood of one stays cheap. A contiguous range of them starts with a zero and holds whole
  // tens (U+1D7CE and U+116D0 several).
  for (const digit of new Set(plain.match(/(?!\d)\p{Nd}/gu))) {
    let value = 0;
    while (/\p{Nd}/u.test(String.fromCodePoint((digit.codePointAt(0) ?? 0) - value - 1))) value++;
    plain = plain.replaceAll(digit, `${value % 10}`);
  }
  return plain
    .replace(/[\r\v\f\x85\p{Zl}\p{Zp}]/gu, '\n')
    .replace(/[\t\p{Zs}]/gu, ' ')
    .replace(/[\p{Pd}\u2212\u2043]|(?<=\d ?)\u30fc(?= ?\d)/gu, '-')
    .replace(/[\u2022\u30fb]/g, '·')
    .replace(/[a-zＡ-Ｚａ-ｚ]+/g, (letters) => letters.normalize('NFKC').toUpperCase());
}

// R5 to R7: the one candidate in free text.
function findInText(text: string, length: number, chains: RegExp): CleanCode {
  // Links with and without a scheme, e-mail addresses (R5), and what follows a plus (R6). A name or path may have
  // accents, but no script that is written without spaces: the code may follow at once. Letters are capitals by now.
  // A name is looked for where it begins only (the lookbehind): a flood of long ones stays cheap. With six digits none
  // begins: behind a code a full stop without a space makes no link.
  const addresses =
    /(?:(?:[A-Z][A-Z0-9+.-]{0,20}:\/\/|\bWWW\.)(?:[-.\p{L}\p{M}\d]{1,255}\.[A-Z]{2,24}(?=[/:?#]))?|(?<![A-Z\d-])(?!\d{6})(?:[A-Z\d-]+\.){1,5}[A-Z]{2,24}[/?](?=\S))[!#-;=?-~\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}]*|[!#-'*+./-9=?A-Z^-~-]{1,64}@[A-Z0-9.-]{1,255}|[+＋]\w*\d(?: ?\(\d{0,4}\).?\d+\b)?(?:[ ./-]\d+\b)*/gu;
  // R6: what makes a candidate a part of something else, in the two characters on each side of it; a carriage return,
  // which is in no text by now, stands for what lies between its ends.
  const joined =
    /[\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}\u0300-\u036f].\r|\r.[\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}]|\d[.,:/٫٬]\d/u;
  const rest = text.replace(addresses, '|');
  const strong = new Set<string>();
  const weak = new Set<string>();
  for (const { 0: chain, index } of rest.matchAll(chains)) {
    const whole = chain.replace(SEPARATORS, '').length === length;
    for (const { 0: part, index: offset } of chain.matchAll(whole ? /.+/g : /[A-Z\d]+/g)) {
      const value = part.replace(SEPARATORS, '');
      const start = index + offset;
      const end = start + part.length;
      if (
        value.length === length &&
        /\d/.test(value) &&
        !joined.test(`${rest.slice(Math.max(0, start - 2), start + 1)}\r${rest.slice(end - 1, end + 2)}`)
      )
        (whole ? strong : weak).add(value);
    }
  }
  const [value, other] = strong.size ? strong : weak;
  if (!value) return refuse('none');
  return other ? refuse('ambiguous') : { status: 'complete', value, autoConfirm: false };
}

// R3: how far a message that names a site may be trusted on this one.
function siteOf(host: string, page: string | undefined): 'same' | 'near' | 'other' {
  if (!page) return 'near';
  const both = [host, page].map((name) => name.toLowerCase().replace(/\.?(?::\d+)?$/, '')).join(' ');
  // The same name, or the end of ours with a dot of its own; then: the same last two labels.
  if (/^(\S+) \1$|^(?=\S+\.)(\S+) \S+\.\2$/.test(both)) return 'same';
  return /(?:^|\.)([^ .]+\.[^ .]+) (?:\S+\.)?\1$/.test(both) ? 'near' : 'other';
}

/**
 * Finds the one-time code in a text, and says how sure that is. Never cuts, never guesses: a text that is too long
 * for a code, or that holds two different codes, is refused with its reason.
 *
 * Takes time linear in the text; a text over 4,096 UTF-16 units is `none` unread. Throws nothing.
 *
 * @param text What the field, the clipboard or the message holds.
 * @param options The format, where the text came from (default `typed`) and the page's host.
 * @example
 * cleanCode('G-123 456', { source: 'paste' }); // { status: 'complete', value: '123456', autoConfirm: true }
 * cleanCode('1234567'); // { status: 'too-long', value: null, autoConfirm: false }
 */
export function cleanCode(text: string, options: CleanOptions = {}): CleanCode {
  const { length = 6, alphabet = 'digits', source = 'typed', host } = options;
  if (text.length > MAX_TEXT) return refuse('none');
  const any = length === 'any';

  // The whole of the text is meant as the code.
  const judge = (value: string): CleanCode => {
    const count = [...value].length;
    if (!value && (text || source !== 'typed')) return refuse('none');
    if (count > (any ? MAX_ANY : length)) return refuse('too-long');
    if (count < (any ? 1 : length)) return { status: 'partial', value, autoConfirm: false };
    return { status: 'complete', value, autoConfirm: !any && !/[\u202d\u202e]/.test(text) }; // R9, R10
  };
  if (alphabet === 'text') return judge(text.trim());

  const digits = alphabet === 'digits';
  const plain = normalize(text);
  const filter = (part: string): string => part.replace(digits ? /\D+/g : /[^A-Z\d]+/g, '');
  if (source === 'typed') return judge(filter(plain));

  // A code and its separators, or nothing. Between letters a space parts words: a group of several needs a digit.
  const strict = (part: string): string => {
    const value = part.replace(SEPARATORS, '');
    const words = part.split(/[ \n]+/);
    if (words[1] && words.some((word) => /^(?=.*[A-Z])\D{2,}$/.test(word))) return '';
    return value === filter(value) ? value : '';
  };
  const find = (part: string): CleanCode =>
    any ? refuse('none') : findInText(part, length, digits ? /\d+(?:[ -]\d+)*/g : /[A-Z\d]+(?:-[A-Z\d]+)*/g);

  if (source === 'paste') {
    const lines = plain.trimEnd().split('\n');
    const [, site, code = ''] = /^ *@(\S+) +#(\S+)/.exec(lines.pop() ?? '') ?? [];
    if (site) {
      const bound = judge(strict(code));
      if (bound.status !== 'complete') return find(lines.join('\n'));
      const trust = siteOf(site, host);
      if (trust === 'other') return refuse('none');
      return { ...bound, autoConfirm: trust === 'same' && bound.autoConfirm };
    }
  }

  const core = plain.replace(wrapping(), '');
  const whole = judge(strict(digits ? core.replace(/^[A-Z]{1,3}-/, '') : core));
  if (whole.value !== null || source !== 'paste') return whole;
  const found = find(plain);
  return found.status === 'none' ? whole : found;
}
