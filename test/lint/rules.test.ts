// Proves that lint holds the walls: each forbidden snippet is refused by the rule meant for it, and its permitted
// twin passes that rule. The real configuration runs, without the rules that need a file on disk for its types.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

const eslint = new ESLint({
  cwd: fileURLToPath(new URL('../..', import.meta.url)),
  overrideConfig: [{ files: ['**/*.ts'], ...tseslint.configs.disableTypeChecked }],
});

async function refusals(filePath: string, code: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(`${code}\n`, { filePath });
  assert.ok(result, `${filePath} is linted`);
  // no rule: the snippet does not parse, or the file is ignored
  for (const { ruleId, message } of result.messages) assert.ok(ruleId, `${filePath}: ${message}`);
  return result.messages.map(({ ruleId }) => ruleId);
}

/** The file, what it must not hold, and the nearest thing that it may. */
type Case = readonly [file: string, forbidden: string, permitted: string];

function holds(rule: string, cases: readonly Case[]): void {
  describe(rule, () => {
    for (const [file, forbidden, permitted] of cases) {
      it(`refuses in ${file}: ${forbidden}`, async () => {
        const rules = await refusals(file, forbidden);
        assert.ok(rules.includes(rule), `refused only by: ${rules.join(', ') || 'nothing'}`);
      });
      it(`permits in ${file}: ${permitted}`, async () => {
        assert.ok(!(await refusals(file, permitted)).includes(rule));
      });
    }
  });
}

const use = (specifier: string): string => `import { x } from '${specifier}'; x();`;
const useType = (specifier: string): string => `import type { X } from '${specifier}'; export type Y = X;`;
const useMarkedType = (specifier: string): string =>
  `import { type X } from '${specifier}'; export type Y = X;`;

holds('house/dependencies', [
  ['src/core/code.ts', use('../client/client.js'), use('./outcome.js')],
  ['src/core/code.ts', use('../engine/index.js'), use('../core/outcome.js')],
  ['src/core/code.ts', use('../index.js'), use('./index.js')],
  ['src/core/code.ts', use('lit'), use('./view.js')],
  ['src/core/code.ts', use('node:crypto'), use('./view.js')],
  ['src/core/code.ts', use('otp-confirm/engine'), use('./view.js')],
  ['src/core/code.ts', use('../../test/setup.js'), use('./view.js')],
  ['src/core/code.ts', useType('../client/client.js'), useType('./view.js')],
  ['src/core/deep/er.ts', use('../../element/messages.js'), use('../view.js')],
  ['src/core/code.ts', "export * from '../client/x.js';", "export * from './view.js';"],
  ['src/core/code.ts', "export { x } from '../client/x.js';", "export { x } from './view.js';"],
  ['src/core/code.ts', "await import('../client/x.js');", "await import('./view.js');"],
  ['src/core/code.ts', 'export const f = (a: string) => import(a);', "await import('./view.js');"],
  ['src/core/code.ts', "export type X = import('../client/x.js').X;", "export type X = import('./x.js').X;"],
  ['src/client/client.ts', use('../element/index.js'), use('../core/index.js')],
  ['src/client/client.ts', use('../engine/engine.js'), use('./adapter.js')],
  ['src/client/client.ts', use('../adapters/http.js'), use('./errors.js')],
  ['src/adapters/cognito.ts', use('./keycloak.js'), use('../core/outcome.js')],
  ['src/adapters/cognito.ts', use('../client/client.js'), useType('../client/adapter.js')],
  ['src/adapters/cognito.ts', use('../client/index.js'), useMarkedType('../client/index.js')],
  ['src/adapters/cognito.ts', use('../client/http-adapter.js'), use('../client/errors.js')],
  ['src/engine/engine.ts', use('../client/index.js'), use('../core/index.js')],
  ['src/engine/engine.ts', use('../mock/index.js'), use('./store.js')],
  ['src/engine/engine.ts', use('../server/index.js'), use('./store.js')],
  ['src/mock/mock.ts', use('../server/index.js'), use('../engine/index.js')],
  ['src/mock/mock.ts', use('../element/index.js'), use('../client/index.js')],
  ['src/mock/mock.ts', use('../core/code.js'), use('../client/index.js')],
  ['src/mock/mock.ts', use('lit'), use('./elements/panel.js')],
  ['src/mock/elements/panel.ts', use('../../element/index.js'), use('lit')],
  ['src/server/index.ts', use('../mock/index.js'), use('../engine/index.js')],
  ['src/server/index.ts', use('../client/index.js'), use('../engine/endpoint.js')],
  ['src/element/otp-confirm.ts', use('../engine/index.js'), use('../core/index.js')],
  ['src/element/otp-confirm.ts', use('../mock/index.js'), use('../client/index.js')],
  ['src/element/otp-confirm.ts', useType('../server/index.js'), use('./events.js')],
  ['src/element/otp-confirm.ts', use('../adapters/cognito.js'), use('lit/directives/live.js')],
  ['src/element/otp-confirm.ts', use('left-pad'), use('lit')],
  ['src/index.ts', use('./mock/index.js'), use('./element/index.js')],
  ['src/index.ts', use('./engine/index.js'), use('./element/index.js')],
]);

it('house/dependencies refuses a folder that its table does not know', async () => {
  assert.ok(
    (await refusals('src/unheard-of/index.ts', 'export const x = 1;')).includes('house/dependencies'),
  );
});

describe('core', () => {
  holds('no-restricted-globals', [
    ['src/core/view.ts', 'export const x = Date.now();', 'export const view = (now: number) => now + 1;'],
    ['src/core/view.ts', 'export const x = new Date();', 'export const x = (date: number) => date;'],
    ['src/core/view.ts', 'export const x = Date.parse("2026");', 'export const x = Number.parseInt("2026");'],
    ['src/core/view.ts', 'export const x = performance.now();', 'export const f = (at: number) => at;'],
    ['src/core/view.ts', 'export const x = crypto.randomUUID();', 'export const f = (id: string) => id;'],
    ['src/core/view.ts', 'setTimeout(() => undefined, 1);', 'export const wake = { type: "wake", at: 1 };'],
    ['src/core/view.ts', 'queueMicrotask(() => undefined);', 'export const f = (run: () => void) => run;'],
    [
      'src/core/view.ts',
      'export const x = fetch("/");',
      'export const f = (fetch: () => void) => { fetch(); };',
    ],
    ['src/core/view.ts', 'document.title = "x";', 'export const f = (document: string) => document;'],
    ['src/core/view.ts', 'export const x = window.name;', 'export const x = { window: 1 }.window;'],
    [
      'src/core/view.ts',
      'export const x = navigator.language;',
      'export const f = (locale: string) => locale;',
    ],
    ['src/core/view.ts', 'export const x = location.host;', 'export const f = (host: string) => host;'],
    ['src/core/view.ts', 'export const x = globalThis;', 'export const x = Object.create(null);'],
    ['src/core/view.ts', 'export const x = globalThis.performance;', 'export const x = Math.max(1, 2);'],
    ['src/core/view.ts', 'export const x = process.env;', 'export const f = (process: string) => process;'],
    ['src/core/view.ts', 'export const x = new AbortController();', 'export const x = { type: "abort" };'],
    ['src/core/deep/er.ts', 'export const x = Date.now();', 'export const x = 1;'],
  ]);
  holds('no-restricted-properties', [
    ['src/core/view.ts', 'export const x = Math.random();', 'export const x = Math.floor(1.5);'],
    ['src/core/view.ts', 'export const { random } = Math;', 'export const { floor } = Math;'],
    ['src/core/view.ts', 'export const x = Math["random"]();', 'export const x = Math["floor"](1);'],
  ]);
  holds('no-restricted-syntax', [
    ['src/core/view.ts', 'export async function f() { await 1; }', 'export function f() { return 1; }'],
  ]);
});

describe('time, chance and the network have one home each', () => {
  const client = 'src/client/client.ts';
  const engine = 'src/engine/engine.ts';
  const element = 'src/element/otp-confirm.ts';
  holds('no-restricted-globals', [
    [
      client,
      'export const x = fetch("/");',
      'export const f = (fetch: typeof globalThis.fetch) => fetch("/");',
    ],
    [client, 'export const x = globalThis.fetch("/");', 'export const x = new Headers();'],
    [client, 'setTimeout(() => undefined, 1);', 'queueMicrotask(() => undefined);'],
    [engine, 'export const x = performance.now();', 'export const f = (clock: Clock) => clock.now();'],
    [element, 'requestAnimationFrame(() => undefined);', 'document.addEventListener("x", () => undefined);'],
    [
      'src/mock/mock.ts',
      'setInterval(() => undefined, 1);',
      'export const f = (clock: Clock) => clock.now();',
    ],
    ['src/server/system.ts', 'setTimeout(() => undefined, 1);', 'export const x = 1;'],
  ]);
  holds('no-restricted-properties', [
    [engine, 'export const x = Date.now();', 'export const x = Date.UTC(2026, 0);'],
    [engine, 'export const x = Math.random();', 'export const x = Math.floor(1.5);'],
    [engine, 'crypto.getRandomValues(new Uint8Array(1));', 'export const x = crypto.subtle;'],
    [client, 'export const x = crypto.randomUUID();', 'export const x = crypto.subtle;'],
    [client, 'export const x = AbortSignal.timeout(1);', 'export const f = (s: AbortSignal) => s.aborted;'],
    ['src/mock/mock.ts', 'export const x = Math.random();', 'export const x = Math.imul(3, 5);'],
    ['src/server/index.ts', 'export const x = Date.now();', 'export const f = (c: Clock) => c.now();'],
  ]);
  holds('no-restricted-syntax', [
    [engine, 'export const x = new Date();', 'export const f = (at: number) => new Date(at);'],
    [engine, 'export const x = Date();', 'export const f = (at: number) => new Date(at).toISOString();'],
    [engine, 'export const x = globalThis.Math.random();', 'export const x = globalThis.crypto.subtle;'],
    [engine, 'export const x = globalThis.Date.now();', 'export const x = globalThis.crypto.subtle;'],
    [client, 'export const { fetch } = globalThis;', 'export const f = ({ fetch }: Environment) => fetch;'],
    [client, 'globalThis.crypto.getRandomValues(a);', 'export const x = globalThis.crypto.subtle;'],
  ]);

  for (const [file, code] of [
    ['src/engine/system.ts', 'export const x = { now: () => Date.now() };'],
    ['src/engine/system.ts', 'export const x = (n: number) => crypto.getRandomValues(new Uint8Array(n));'],
    ['src/client/system.ts', 'export const x = { fetch: globalThis.fetch, wait: setTimeout };'],
    ['src/element/system.ts', 'export const x = () => performance.now();'],
    ['src/mock/system.ts', 'export const x = (f: () => void) => setTimeout(f, 1);'],
  ] as const)
    it(`${file} is such a home: ${code}`, async () => {
      const rules = await refusals(file, code);
      assert.deepEqual(
        rules.filter((rule) => rule?.startsWith('no-restricted')),
        [],
      );
    });
});

describe('the DOM and storage', () => {
  holds('no-restricted-globals', [
    [
      'src/client/client.ts',
      'export const x = document.title;',
      'export const x = new URL("/", "http://a");',
    ],
    ['src/engine/engine.ts', 'export const x = window.name;', 'export const x = new Response();'],
    ['src/mock/mock.ts', 'document.title = "x";', 'export const x = new EventTarget();'],
    ['src/server/index.ts', 'export const x = location.href;', 'export const f = (r: Request) => r.url;'],
    ['src/element/code-field.ts', 'localStorage.clear();', 'document.title = "x";'],
    ['src/element/system.ts', 'sessionStorage.clear();', 'export const x = () => performance.now();'],
    ['src/element/code-field.ts', 'window.localStorage.clear();', 'export const x = window.innerWidth;'],
    ['src/mock/elements/panel.ts', 'indexedDB.open("x");', 'document.title = "x";'],
  ]);
  holds('no-restricted-properties', [
    ['src/element/code-field.ts', 'el.innerHTML = "x";', 'el.textContent = "x";'],
    ['src/element/code-field.ts', 'el.insertAdjacentHTML("beforeend", "x");', 'el.append("x");'],
    ['src/element/code-field.ts', 'document.cookie = "x";', 'document.title = "x";'],
  ]);
  holds('no-restricted-syntax', [
    ['src/element/messages.ts', use('lit/directives/unsafe-html.js'), use('lit/directives/live.js')],
    ['src/element/messages.ts', use('lit/static-html.js'), use('lit')],
  ]);
  holds('no-console', [['src/element/otp-confirm.ts', 'console.log(1);', 'export const x = 1;']]);
  holds('no-eval', [['src/engine/scripts.ts', 'eval("1");', 'export const x = 1;']]);
  holds('no-new-func', [['src/engine/scripts.ts', 'new Function("1");', 'export const x = () => 1;']]);
});

describe('Lit and web components', () => {
  const file = 'src/element/otp-confirm.ts';
  const element = (body: string): string =>
    `import { LitElement, html } from 'lit'; export class XField extends LitElement { ${body} }`;
  holds('lit/no-invalid-html', [
    [file, element('render() { return html`<p`; }'), element('render() { return html`<p></p>`; }')],
  ]);
  holds('lit/no-property-change-update', [
    [
      file,
      element('update(c: never) { super.update(c); this.x = 1; } static properties = { x: {} };'),
      element('willUpdate() { this.x = 1; } static properties = { x: {} };'),
    ],
  ]);
  holds('wc/no-constructor-attributes', [
    [
      file,
      element("constructor() { super(); this.setAttribute('a', ''); }"),
      element("connectedCallback() { super.connectedCallback(); this.setAttribute('a', ''); }"),
    ],
  ]);
  holds('wc/no-closed-shadow-root', [
    [
      file,
      "export class X extends HTMLElement { #r = this.attachShadow({ mode: 'closed' }); }",
      "export class X extends HTMLElement { #r = this.attachShadow({ mode: 'open' }); }",
    ],
  ]);
  holds('lit-a11y/click-events-have-key-events', [
    [
      file,
      element('render() { return html`<div @click=${f}></div>`; }'),
      element('render() { return html`<button @click=${f}></button>`; }'),
    ],
  ]);
});

describe('the compiler is not silenced', () => {
  holds('@typescript-eslint/no-explicit-any', [
    ['src/core/code.ts', 'export const x: any = 1;', 'export const x: unknown = 1;'],
  ]);
  holds('@typescript-eslint/no-non-null-assertion', [
    [
      'src/core/code.ts',
      'export const x = (a: string[]) => a[0]!;',
      'export const x = (a: string[]) => a[0];',
    ],
  ]);
});

describe('the demo and the tests', () => {
  holds('no-restricted-imports', [
    ['demo/main.ts', use('../src/index.js'), use('otp-confirm')],
    ['demo/main.ts', use('../dist/mock/index.js'), use('./trace.js')],
    ['test/suites/adapter.ts', use('node:test'), use('./driver.js')],
    ['test/suites/adapter.ts', use('../../src/client/index.js'), use('otp-confirm/client')],
    ['test/suites/adapter.ts', use('otp-confirm/mock'), use('otp-confirm/core')],
    ['test/suites/adapter.ts', use('fast-check'), use('./rule.js')],
  ]);
  holds('no-restricted-globals', [
    ['test/suites/adapter.ts', 'it("x", () => undefined);', 'export const x = { it: 1 };'],
    ['test/suites/adapter.ts', 'export const x = process.env;', 'export const x = globalThis.fetch;'],
  ]);
  holds('no-restricted-syntax', [
    ['test/element/time.test.ts', 'setTimeout(f, 101);', 'setTimeout(f, 100);'],
    ['test/element/time.test.ts', 'window.setInterval(f, 1000);', 'setTimeout(f);'],
    ['test/client/client.test.ts', 'AbortSignal.timeout(5000);', 'AbortSignal.timeout(1);'],
    ['test/e2e/sign-in.e2e.ts', 'await pause(500);', 'await pause(15);'],
  ]);
  holds('no-restricted-properties', [
    ['test/core/code.test.ts', 'it.only("x", () => undefined);', 'it("x", () => undefined);'],
  ]);
});
