// Which language is asked for, and which languages are there. A page gives its languages to `registerLocale`, the
// nearest `lang` decides, and a change of either draws anew. Of the direction nothing is known here: CSS and `:dir()`
// follow the page's `dir` by themselves.
// LocalizeController keeps the elements to draw anew and knows what to do on a page without any `lang`. Its terms are
// not used: all packages of a page share them, one package's names would be another's, and the language that comes
// first speaks for all of them.
import { LocalizeController, update } from '@shoelace-style/localize';
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
function canonical(tag: string): string {
  const known = spelled.get(tag) ?? new Intl.Locale(tag.replaceAll('_', '-')).toString();
  spelled.set(tag, known);
  return known;
}

let observer: MutationObserver | undefined;

/** The `lang` that holds for a node, out of its shadow tree too. Where it is looked for it is watched from then on. */
function langOf(node: Element): string | undefined {
  const root = node.getRootNode();
  observer ??= new MutationObserver(update);
  observer.observe(root, { subtree: true, attributeFilter: ['lang'] });
  const near = node.closest('[lang]')?.getAttribute('lang');
  return near ?? (root instanceof ShadowRoot ? langOf(root.host) : undefined);
}

export class Language extends LocalizeController {
  /** The language that is asked for: of the element, of what it is in, of the browser; known here or not. */
  override lang(): string {
    try {
      return canonical(langOf(this.host) ?? super.lang());
    } catch {
      return 'en';
    }
  }
}
