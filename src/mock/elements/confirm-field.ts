// The <otp-confirm> of the page that the sandbox's elements work with: which one it is, and how a code gets into it. The
// element itself is not imported, so that it is the page's own, whichever copy or version that is.

const NAME = 'otp-confirm';

/** The one with this id, or, where no id is given, the only one of the page. */
export function findField(host: Element, id: string | undefined): HTMLElement | undefined {
  const root = host.getRootNode();
  const trees = root instanceof ShadowRoot ? [root, host.ownerDocument] : [host.ownerDocument];
  for (const tree of trees) {
    const found = id ? [tree.getElementById(id)] : [...tree.querySelectorAll(NAME)];
    const [field] = found;
    if (field instanceof HTMLElement && field.localName === NAME && found.length === 1) return field;
  }
  return undefined;
}

/**
 * Fills a code in as a browser or a manager does: the value is set by the platform's own setter, for a framework may
 * have put one of its own before it, and two bare events tell of it. False where the field takes nothing now.
 */
export function fillField(field: HTMLElement, code: string): boolean {
  const input = field.querySelector('input');
  if (!input || input.readOnly || input.matches(':disabled')) return false;
  input.focus();
  Reflect.set(HTMLInputElement.prototype, 'value', code, input);
  input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  input.dispatchEvent(new Event('change', { bubbles: true }));
  return true;
}

/** A code with a meaning, for a field of another length: `42424242`, `00000001`. */
export function atLength(code: string, length: number): string {
  return code.startsWith('42') ? '42'.repeat(length).slice(0, length) : code.slice(-1).padStart(length, '0');
}
