// How password managers and browsers find and fill a one-time-code field, played step by step: what they look at and
// which events they send, from the published source of each product. Owns no assertion.

type Box = Pick<DOMRect, 'left' | 'top' | 'width' | 'height'>;

const ancestors = (element: Element | null): Element[] =>
  element ? [element, ...ancestors(element.parentElement ?? shadowHostOf(element))] : [];
function shadowHostOf(element: Element): Element | null {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}
const styles = (input: Element) => ancestors(input).map((each) => getComputedStyle(each));
const isHidden = ({ display, visibility }: CSSStyleDeclaration) =>
  display === 'none' || visibility === 'hidden' || visibility === 'collapse';

/** The element of the input's own tree at a share of its width, in the middle of its height. */
function topmostAt(input: HTMLInputElement, share: number): Element | null {
  const { left, top, width, height }: Box = input.getBoundingClientRect();
  const root = input.getRootNode() as Document | ShadowRoot;
  return root.elementFromPoint(left + width * share, top + height / 2);
}
const isIt = (input: HTMLInputElement, found: Element | null) =>
  found === input || [...(input.labels ?? [])].some((label) => label === found);

/**
 * Each says why the product would pass the field over, or nothing.
 *
 * Bitwarden: its own and its ancestors' opacity, display, visibility; some clip paths; a box of 10 px that lies within
 * the page's scrolled area; itself or a label of its own at its middle. The whole of `autocomplete` is compared.
 * KeePassXC-Browser: opacity 0.7 of itself and its ancestors, a box of 8 px with no negative corner, itself on top at a
 * quarter, a half and three quarters of its width; nothing that smells of a search.
 * Both write only where it is neither disabled nor read-only.
 */
export const objections: Record<string, (input: HTMLInputElement) => string[]> = {
  Bitwarden(input) {
    const { left, top, width, height }: Box = input.getBoundingClientRect();
    const { scrollWidth, scrollHeight, clientLeft, clientTop } = document.documentElement;
    const own = getComputedStyle(input);
    return why({
      'opacity under 0.1': styles(input).some(({ opacity }) => Number(opacity) < 0.1),
      hidden: styles(input).some(isHidden),
      'clip path': /inset\((?:50|100)%|circle\(0|polygon\(0/.test(own.clipPath),
      'smaller than 10 px': width < 10 || height < 10,
      'out of the page to the left': left - clientLeft < 0,
      'out of the page to the right': left - clientLeft + width > scrollWidth,
      'out of the page above': top - clientTop < 0,
      'out of the page below': top - clientTop + height > scrollHeight,
      'behind another element': !isIt(input, topmostAt(input, 0.5)),
      'autocomplete of another kind': input.getAttribute('autocomplete') !== 'one-time-code',
      'not to be written': input.readOnly || input.disabled,
      'not a text': !['text', 'tel', 'number'].includes(input.type),
    });
  },
  'KeePassXC-Browser'(input) {
    const { left, top, width, height }: Box = input.getBoundingClientRect();
    const values = [...input.attributes].map(({ value }) => value.toLowerCase());
    return why({
      'opacity under 0.7': styles(input).some(({ opacity }) => Number(opacity) < 0.7),
      hidden: styles(input).some(isHidden),
      'smaller than 8 px': width < 8 || height < 8,
      'out of the page': left < 0 || top < 0 || left > document.documentElement.clientWidth,
      'behind another element': ![1 / 4, 1 / 2, 1 / 1.33].every((share) =>
        isIt(input, topmostAt(input, share)),
      ),
      'a search': values.some((value) => value.includes('search') || value === 'q'),
      'autocomplete of another kind': input.getAttribute('autocomplete') !== 'one-time-code',
      'short by maxlength': input.maxLength > 0 && input.maxLength < 6,
      'not to be written': input.readOnly || input.disabled,
    });
  },
};
const why = (reasons: Record<string, boolean>) => Object.keys(reasons).filter((reason) => reasons[reason]);

const bare = (input: HTMLInputElement, ...types: string[]) => {
  for (const type of types) input.dispatchEvent(new Event(type, { bubbles: true }));
};
/** Presses no key in particular: not trusted, and of an empty name. */
const keys = (input: HTMLInputElement, key = '') => {
  for (const type of ['keydown', 'keypress', 'keyup'])
    input.dispatchEvent(new KeyboardEvent(type, { bubbles: true, cancelable: true, key }));
};
function write(input: HTMLInputElement, text: string): void {
  const { maxLength } = input;
  input.value = maxLength > 0 ? text.slice(0, maxLength) : text;
}

/** Each fills the field the way the product does. */
export const fills: Record<string, (input: HTMLInputElement, code: string) => void> = {
  // click, focus and keys; the text back where these changed it; the code; keys; the code again where they changed it;
  // two bare events; and then the focus goes.
  Bitwarden(input, code) {
    if (input.readOnly || input.disabled) return;
    const before = input.value;
    input.click();
    input.focus();
    keys(input);
    if (input.value !== before) input.value = before;
    write(input, code);
    keys(input);
    if (input.value !== code) input.value = code;
    bare(input, 'input', 'change');
    input.blur();
  },
  // The code first, the events and then the keys after it; the field need not have the focus.
  'KeePassXC-Browser'(input, code) {
    if (input.readOnly) return;
    input.value = code;
    bare(input, 'input', 'change');
    keys(input);
  },
  // Keys and a longer value for each character; maxlength is kept to.
  '1Password'(input, code) {
    input.focus();
    for (let end = 1; end <= code.length; end++) {
      const key = code[end - 1] ?? '';
      input.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, key }));
      write(input, code.slice(0, end));
      bare(input, 'input');
      input.dispatchEvent(new KeyboardEvent('keyup', { bubbles: true, cancelable: true, key }));
    }
    bare(input, 'change');
    input.blur();
  },
  // A key event that is no KeyboardEvent and has no key, before and after; a focus and a blur where it had none. These
  // are trusted when the browser sends them: see fillByBrowser() for that.
  Chrome(input, code) {
    const had = input.matches(':focus');
    if (!had) input.dispatchEvent(new FocusEvent('focus'));
    bare(input, 'keydown');
    input.value = code;
    bare(input, 'input', 'change', 'keyup');
    if (!had) input.dispatchEvent(new FocusEvent('blur'));
  },
};
