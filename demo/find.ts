/**
 * The first element of the page that the selector finds.
 *
 * @throws Error where there is none of that kind.
 */
export function find<T extends Element>(selector: string, kind: abstract new (...args: never[]) => T): T {
  const found = document.querySelector(selector);
  if (found instanceof kind) return found;
  throw new Error(`The page has no ${selector}. Put it back.`);
}
