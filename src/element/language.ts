// Which language is asked for: the nearest `lang` decides, and a change of it draws anew. Of the direction nothing is known
// here: CSS and `:dir()` follow the page's `dir` by themselves.
// LocalizeController keeps the elements to draw anew and knows what to do on a page without any `lang`. Its terms are
// not used: all packages of a page share them, one package's names would be another's, and the language that comes
// first speaks for all of them.
import { LocalizeController, update } from '@shoelace-style/localize';
import { canonical } from './locales.js';

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
