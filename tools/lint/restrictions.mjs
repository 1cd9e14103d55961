// What code in src may not name, and why: clocks, chance, timers and the network outside their one home, the DOM
// outside the visible parts, storage anywhere. Which file is held to which is eslint.config.js's.

const named = (message, names) => names.map((name) => ({ name, message }));

const inject = 'It is injected; only system.ts names it.';

/** Time, timers, chance and the network. */
export const ambient = named(inject, [
  ...['performance', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate'],
  ...['requestAnimationFrame', 'requestIdleCallback', 'scheduler'],
  ...['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'],
]);

/** What only a page has. */
export const browserOnly = named('Only element and mock/elements know the DOM.', [
  ...['window', 'self', 'document', 'navigator', 'location', 'history', 'screen', 'customElements'],
  ...[
    'Node',
    'Element',
    'HTMLElement',
    'HTMLInputElement',
    'HTMLFormElement',
    'ShadowRoot',
    'MutationObserver',
  ],
  ...['getComputedStyle', 'matchMedia', 'alert', 'confirm', 'prompt'],
]);

/** Nothing is ever stored, and nothing is ever run from text. */
export const storage = named('Nothing is stored in the browser.', [
  ...['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'cookieStore'],
]);

/** Core is a function of its arguments: even a constant of the machine is a hidden input. */
const coreToo = named('Core is pure: take it as an argument or out of the event.', [
  ...[
    'Date',
    'Intl',
    'Temporal',
    'crypto',
    'globalThis',
    'process',
    'console',
    'queueMicrotask',
    'structuredClone',
  ],
  ...[
    'Request',
    'Response',
    'Headers',
    'AbortController',
    'AbortSignal',
    'Event',
    'EventTarget',
    'CustomEvent',
  ],
  ...[
    'URL',
    'URLSearchParams',
    'TextEncoder',
    'TextDecoder',
    'BroadcastChannel',
    'Worker',
    'Buffer',
    'WeakRef',
  ],
  'FinalizationRegistry',
]);

export const globals = (list, { core = false } = {}) => ({
  'no-restricted-globals': [
    'error',
    {
      globals: core ? [...list, ...coreToo] : list,
      checkGlobalObject: true,
      globalObjects: ['window', 'self', 'globalThis'],
    },
  ],
});

const properties = (message, object, names) => names.map((property) => ({ object, property, message }));

const ambientProperties = [
  ...properties(inject, 'Math', ['random']),
  ...properties(inject, 'Date', ['now']),
  ...properties(inject, 'crypto', ['getRandomValues', 'randomUUID']),
  ...properties(inject, 'AbortSignal', ['timeout']),
  ...properties(inject, 'navigator', ['sendBeacon']),
];
const markup = [
  { property: 'innerHTML', message: 'Text is bound, markup is never parsed from it.' },
  { property: 'outerHTML', message: 'Text is bound, markup is never parsed from it.' },
  { property: 'insertAdjacentHTML', message: 'Text is bound, markup is never parsed from it.' },
  { object: 'document', property: 'cookie', message: 'Nothing is stored in the browser.' },
  { object: 'document', property: 'write', message: 'Text is bound, markup is never parsed from it.' },
];
const readsTheClock = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: inject },
  { selector: 'CallExpression[callee.name="Date"]', message: inject },
];
// Names that a look-up by a global alias would slip past `object`: `globalThis.Math.random`, `window.crypto.…`
const aliased = [
  {
    selector: 'MemberExpression[object.property.name="Math"][property.name="random"]',
    message: inject,
  },
  {
    selector:
      'MemberExpression[object.property.name="crypto"][property.name=/^(getRandomValues|randomUUID)$/]',
    message: inject,
  },
  { selector: 'MemberExpression[object.property.name="Date"][property.name="now"]', message: inject },
];
const hidden = {
  selector: 'VariableDeclarator[init.name=/^(globalThis|window|self)$/]',
  message: 'Name what is taken from the global object where it is used, so that lint can see it.',
};
const unsafeDirectives = {
  selector: 'ImportDeclaration[source.value=/^lit\\W.*unsafe-|^lit\\W.*static-html/]',
  message: 'Text is bound, markup is never parsed from it.',
};
const async = {
  selector: ':matches(FunctionDeclaration, FunctionExpression, ArrowFunctionExpression)[async=true]',
  message: 'Core waits for nothing.',
};

export const syntax = ({ home = false, core = false } = {}) => ({
  'no-restricted-properties': ['error', ...markup, ...(home ? [] : ambientProperties)],
  'no-restricted-syntax': [
    'error',
    unsafeDirectives,
    ...(home ? [] : [...readsTheClock, ...aliased, hidden]),
    ...(core ? [async] : []),
  ],
});
