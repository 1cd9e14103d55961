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

const IGNORABLE = /[\p{Default_Ignorable_Code_Point}\u20e3]/gu;
const NON_ASCII = /[^\0-\x7f]/u;
const DIGIT = /\p{Nd}/u;
// Quotes, brackets, chat marks, separators: what may stand around a code that is meant whole (R4).
const WRAPPING = new Set(' \n-·"\'`´“”„‟‘’‚‛«»‹›()[]{}<>（）［］【】「」『』〈〉《》〔〕*_~|#');
const TAG = /^[A-Za-z]{1,3}-/;
const SEPARATORS = /[\s\-·]+/g;
const BOUND_LINE = /^@(\S{1,255}) +#(\S{1,64})(?:\s|$)/;
const ADDRESSES =
  /[a-z][a-z0-9+.-]{0,20}:\/\/[!-~]*|\bwww\.[!-~]*|[a-z][a-z0-9-]{0,62}(?:\.[a-z0-9-]{1,63}){0,4}\.[a-z]{2,24}\/[!-~]*|[!#-'*+./-9=?A-Z^-~-]{1,64}@[a-z0-9.-]{1,255}/gi;
const GLUE = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u;

const refuse = (status: 'too-long' | 'ambiguous' | 'none'): CleanCode => ({
  status,
  value: null,
  autoConfirm: false,
});
const complete = (value: string, autoConfirm: boolean): CleanCode => ({
  status: 'complete',
  value,
  autoConfirm,
});

// A contiguous range of \p{Nd} starts with a zero and holds whole tens (U+1D7CE and U+116D0 several).
function toAsciiDigit(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  let start = code;
  while (DIGIT.test(String.fromCodePoint(start - 1))) start--;
  return String((code - start) % 10);
}

// R1 and R2: one spelling for digits, line ends, spaces, dashes and dots. No NFKC: it would accept ① and ².
function normalize(text: string, alphabet: Alphabet): string {
  let plain = text;
  if (NON_ASCII.test(text)) {
    plain = text
      .replace(IGNORABLE, '')
      .replace(/[^\0-\x7f]/gu, (char) => (DIGIT.test(char) ? toAsciiDigit(char) : char))
      .replace(/[\p{Zs}]/gu, ' ')
      .replace(/[\p{Zl}\p{Zp}\x85]/gu, '\n')
      .replace(/[\p{Pd}\u2212\u2043]/gu, '-')
      .replace(/(?<=\d)\u30fc(?=\d)/g, '-')
      .replace(/[\u2022\u30fb]/g, '·');
    if (alphabet === 'alphanumeric')
      plain = plain.replace(/[Ａ-Ｚａ-ｚ]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0));
  }
  return plain.replace(/\r\n?|[\v\f]/g, '\n').replace(/\t/g, ' ');
}

// toUpperCase() on ASCII alone: elsewhere it makes SS of ß, and toLocaleUpperCase() a dotted İ of i.
const fold = (text: string, alphabet: Alphabet): string =>
  alphabet === 'digits' ? text : text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());

const only = (alphabet: Alphabet): RegExp => (alphabet === 'digits' ? /^\d+$/ : /^[A-Za-z\d]+$/);

// R5 to R7: the one candidate in free text.
function findInText(text: string, length: number, alphabet: Alphabet): CleanCode {
  const rest = text.replace(ADDRESSES, '|');
  const strong = new Set<string>();
  const weak = new Set<string>();
  const free = (start: number, end: number): boolean =>
    !GLUE.test(lastChar(rest.slice(Math.max(0, start - 2), start))) &&
    !GLUE.test(String.fromCodePoint(rest.codePointAt(end) ?? 0)) &&
    !/\d[.,:/]$/.test(rest.slice(Math.max(0, start - 2), start)) &&
    !/^[.,:/]\d/.test(rest.slice(end, end + 2));
  const add = (candidates: Set<string>, value: string, start: number, end: number): void => {
    if (/\d/.test(value) && free(start, end)) candidates.add(fold(value, alphabet));
  };
  for (const { 0: chain, index } of rest.matchAll(
    alphabet === 'digits' ? /\d+(?:[ -]\d+)*/g : /[A-Za-z\d]+(?:-[A-Za-z\d]+)*/g,
  )) {
    if (rest[index - 1] === '+') continue;
    const value = chain.replace(/[ -]/g, '');
    if (value.length === length) add(strong, value, index, index + chain.length);
    else
      for (const group of chain.matchAll(/[A-Za-z\d]+/g))
        if (group[0].length === length)
          add(weak, group[0], index + group.index, index + group.index + length);
  }
  const candidates = strong.size ? strong : weak;
  const [first] = candidates;
  if (first === undefined) return refuse('none');
  return candidates.size > 1 ? refuse('ambiguous') : complete(first, false);
}
const lastChar = (text: string): string => [...text].at(-1) ?? '';

// By hand: a regular expression that trims an end is quadratic.
function unwrap(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && WRAPPING.has(text.charAt(start))) start++;
  while (start < end && WRAPPING.has(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

// R3: how far a message that names a site may be trusted on this one.
function siteOf(host: string, page: string | undefined): 'same' | 'near' | 'other' {
  if (!page) return 'near';
  const labels = (name: string): string[] =>
    name.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '').split('.');
  const theirs = labels(host);
  const ours = labels(page);
  const shared = (count: number): boolean => theirs.slice(-count).join('.') === ours.slice(-count).join('.');
  if (theirs.length <= ours.length && shared(theirs.length) && (theirs.length > 1 || ours.length === 1))
    return 'same';
  return theirs.length > 1 && ours.length > 1 && shared(2) ? 'near' : 'other';
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
  const trusted = length !== 'any' && !/[\u202d\u202e]/.test(text); // R9, R10
  const fits = (count: number): boolean =>
    length === 'any' ? count > 0 && count <= MAX_ANY : count === length;

  // The whole of the text is meant as the code.
  const judge = (value: string): CleanCode => {
    const count = alphabet === 'text' ? [...value].length : value.length;
    if (fits(count)) return complete(value, trusted);
    if (length === 'any' ? count > 0 : count > length) return refuse('too-long');
    return { status: 'partial', value, autoConfirm: false };
  };

  if (alphabet === 'text') {
    const value = text.trim();
    return value || (source === 'typed' && !text) ? judge(value) : refuse('none');
  }

  const plain = normalize(text, alphabet);
  if (source === 'typed') {
    const bare = plain.replace(alphabet === 'digits' ? /\D+/g : /[^A-Za-z\d]+/g, '');
    return bare || !text ? judge(fold(bare, alphabet)) : refuse('none');
  }

  const isCode = only(alphabet);
  let above = plain;
  let bound = false;
  if (source === 'paste') {
    const lines = plain.trimEnd().split('\n');
    const match = BOUND_LINE.exec(lines.pop()?.trimStart() ?? '');
    if (match) {
      const [, site = '', written = ''] = match;
      const value = written.replace(SEPARATORS, '');
      if (isCode.test(value) && fits(value.length)) {
        const near = siteOf(site, host);
        return near === 'other'
          ? refuse('none')
          : complete(fold(value, alphabet), near === 'same' && trusted);
      }
      above = lines.join('\n');
      bound = true;
    }
  }

  const core = unwrap(plain);
  const value = (alphabet === 'digits' ? core.replace(TAG, '') : core).replace(SEPARATORS, '');
  const whole = !bound && isCode.test(value) ? judge(fold(value, alphabet)) : refuse('none');
  if (whole.status === 'complete' || whole.status === 'partial') return whole;
  if (source !== 'paste' || length === 'any') return whole;
  const found = findInText(above, length, alphabet);
  return found.status === 'none' ? whole : found;
}
