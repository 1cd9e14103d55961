// Where a code could have been left: in anything that can be reached from a value, and in what a page keeps. It looks
// and tells; whether something may be there is for the rules to say.

/** Whether a text stands anywhere in a value: in keys, in members that are not enumerable, in causes, in maps. */
export function holds(value: unknown, text: string, seen = new Set<unknown>()): boolean {
  if (typeof value === 'string') return value.toLowerCase().includes(text.toLowerCase());
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value))
    return false;
  seen.add(value);
  if (value instanceof URL || value instanceof URLSearchParams) return holds(String(value), text, seen);
  if (value instanceof Map || value instanceof Set || value instanceof Headers)
    for (const each of value as Iterable<unknown>) if (holds(each, text, seen)) return true;
  for (const name of Reflect.ownKeys(value)) {
    const own = Object.getOwnPropertyDescriptor(value, name);
    if (holds(String(name), text, seen) || (own && 'value' in own && holds(own.value, text, seen)))
      return true;
    // Of an error the stack is a getter somewhere.
    if (name === 'stack' && holds(Reflect.get(value, name), text, seen)) return true;
  }
  return false;
}

const PLACES: Readonly<Record<string, (page: typeof globalThis) => unknown>> = {
  localStorage: ({ localStorage }) => Object.entries(localStorage),
  sessionStorage: ({ sessionStorage }) => Object.entries(sessionStorage),
  'document.cookie': ({ document }) => document.cookie,
  'the page’s address': ({ location }) => location.href,
  'history.state': ({ history }) => JSON.stringify(history.state),
  'window.name': ({ window }) => window.name,
  'the document': ({ document }) => document.documentElement.outerHTML,
};

/** The name of a place of the page that holds a text; undefined where none does, and outside a page. */
export const placeOf = (text: string): string | undefined =>
  Object.keys(PLACES).find((name) => {
    try {
      return holds(PLACES[name]?.(globalThis), text);
    } catch {
      return false; // not there, or shut: in Node, in a sandboxed frame
    }
  }) ?? globalsThatHold(text);

const before = new Set(Object.getOwnPropertyNames(globalThis));
const globalsThatHold = (text: string): string | undefined =>
  Object.getOwnPropertyNames(globalThis).find((name) => {
    const own = before.has(name) ? undefined : Object.getOwnPropertyDescriptor(globalThis, name);
    return own && 'value' in own && typeof own.value === 'string' && holds(own.value, text);
  });
