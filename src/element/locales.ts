// The languages that are there, each by its tag. A page gives its own to `registerLocale`. Which one is asked for is
// language.ts's: its declarations lead to Lit's, which a page need not have.
import { update } from '@shoelace-style/localize';
import en from './locales/en.js';
import type { Locale, Messages } from './messages.js';

const locales = new Map<string, Messages>([['en', en]]);

/** The language for a tag, and the tag to format by: `de-AT` by de, as in Austria; an unknown one by English. */
export function localeFor(tag: string): readonly [tag: string, messages: Messages] {
  for (let start = tag; start; start = start.replace(/-?[^-]*$/, '')) {
    const messages = locales.get(start);
    if (messages) return [tag, messages];
  }
  // English is there from the start.
  return localeFor('en');
}

/**
 * Makes a language known to every `<otp-confirm>`. What is left out stays as it was; in a new language it is as in the
 * one without its region, or in English.
 *
 * @throws {RangeError} `code` is no BCP 47 tag.
 * @example
 * import de from 'otp-confirm/locales/de';
 * registerLocale(de);
 * registerLocale({ code: 'de-AT', label: 'Kennzahl' });
 */
export function registerLocale(locale: Partial<Messages> & Pick<Locale, 'code'>): void {
  const tag = canonical(locale.code);
  locales.set(tag, { ...localeFor(tag)[1], ...locale });
  update();
}

const spelled = new Map<string, string>();
/** One spelling for each language: `de_at` and `DE-AT` are `de-AT`, `iw` is `he`. To ask the browser takes its time. */
export function canonical(tag: string): string {
  const known = spelled.get(tag) ?? new Intl.Locale(tag.replaceAll('_', '-')).toString();
  spelled.set(tag, known);
  return known;
}
