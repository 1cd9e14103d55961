// What lint holds: types used strictly, the platform used well, and the walls of the house (which folder imports
// which, where time, chance and the network have their one home). Format is Prettier's.
import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import { configs as lit } from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import { configs as wc } from 'eslint-plugin-wc';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { dependencyRule } from './tools/lint/dependency-rule.mjs';
import { ambient, browserOnly, globals, storage, syntax } from './tools/lint/restrictions.mjs';

// Who may import whom: `folders` at will, `files` at will, from `types` only types, and these packages.
const dependencies = {
  index: { folders: ['element', 'client', 'core'] },
  core: {},
  client: { folders: ['core'] },
  // one file a service; they know the client's types and errors, and never one another
  adapters: { folders: ['core'], files: ['client/errors.js'], types: ['client'], own: false },
  engine: { folders: ['core'] },
  mock: { folders: ['engine', 'client'] },
  'mock/elements': {
    folders: ['engine', 'client'],
    types: ['core'],
    packages: ['lit', '@lit/reactive-element'],
  },
  server: { folders: ['engine'] },
  ssr: { folders: ['element'] },
  // each driver is an optional peer: loaded by its store, and by nothing else
  'server/sqlite': { folders: ['engine'], packages: ['better-sqlite3'] },
  'server/postgres': { folders: ['engine'], files: ['server/opening.js'], packages: ['pg'] },
  'server/redis': { folders: ['engine'], files: ['server/opening.js'], packages: ['ioredis'] },
  element: {
    folders: ['core', 'client'],
    packages: ['lit', '@lit/reactive-element', '@shoelace-style/localize'],
  },
};

const src = 'src/**/*.ts';
const core = 'src/core/**/*.ts';
const visible = ['src/index.ts', 'src/element/**/*.ts', 'src/mock/elements/**/*.ts', 'src/ssr/**/*.ts'];
// The one home of what is injected everywhere else.
const homes = ['engine', 'client', 'element', 'mock'].map((folder) => `src/${folder}/system.ts`);

export default defineConfig(
  // each starter is a project of its own
  { ignores: ['dist', 'demo/build', 'site/build', 'coverage', 'test/output', 'starters/*/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
      lit['flat/all'],
      wc['flat/best-practice'],
      { plugins: { 'lit-a11y': litA11y }, rules: litA11y.configs.recommended.rules },
    ],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    // without these, wc/* and lit/* rules do not see classes that extend LitElement
    settings: {
      wc: { elementBaseClasses: ['LitElement', 'ReactiveElement'] },
      lit: { elementBaseClasses: ['LitElement', 'ReactiveElement'] },
    },
    rules: {
      'lit/prefer-query-decorators': 'off', // no decorators here
      '@typescript-eslint/unbound-method': 'off', // Lit binds listeners to the host
      'wc/guard-super-call': 'off', // the compiler knows whether the base class has the callback
      // a default branch counts: it is where `never` proves that the cases are all there
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }], // by code points, on purpose
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: [src],
    // declared, so that no-restricted-globals looks through them too: `window.localStorage`
    languageOptions: { globals: { window: 'readonly', self: 'readonly' } },
    plugins: { house: { rules: { dependencies: dependencyRule } } },
    rules: {
      'house/dependencies': ['error', { root: import.meta.dirname, table: dependencies }],
      'no-console': 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-script-url': 'error',
    },
  },
  // The three below hand over from one to the next: the last that fits a file says which globals it may not name.
  { files: [src], ignores: homes, rules: globals([...ambient, ...browserOnly, ...storage]) },
  { files: visible, ignores: homes, rules: globals([...ambient, ...storage]) },
  { files: homes, rules: globals(storage) },
  { files: [src], ignores: homes, rules: syntax() },
  { files: homes, rules: syntax({ home: true }) },
  {
    files: [core],
    rules: {
      ...globals([...ambient, ...browserOnly, ...storage], { core: true }),
      ...syntax({ core: true }),
    },
  },
  {
    // The demo is a page like any other: the package by its name, and its own files.
    files: ['demo/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '(^|/)(src|dist|test|tools)/', message: "Import 'otp-confirm' by its own name." },
          ],
        },
      ],
    },
  },
  {
    // chai's assertions are typed as thenables and getters: the typed rules drown in them
    files: ['test/**/*.ts'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
      'no-restricted-properties': [
        'error',
        ...['it', 'test', 'describe', 'suite'].map((object) => ({
          object,
          property: 'only',
          message: 'It keeps every other test from running.',
        })),
      ],
    },
  },
  {
    // Time is moved by hand. A broken adapter may ask for a timer: it is never waited for.
    files: ['test/**/*.ts'],
    ignores: ['test/client/broken-requests.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...[
          'CallExpression[callee.name=/^set(Timeout|Interval)$/][arguments.1.value>100]',
          'CallExpression[callee.property.name=/^(setTimeout|setInterval)$/][arguments.1.value>100]',
          'CallExpression[callee.object.name="AbortSignal"][callee.property.name="timeout"][arguments.0.value>100]',
          'CallExpression[callee.name=/^(aTimeout|pause|sleep|delay)$/][arguments.0.value>100]',
        ].map((selector) => ({ selector, message: 'No test waits longer than 100 ms: move time by hand.' })),
      ],
    },
  },
  {
    // The suites ship, as otp-confirm/testing: they run in a page too, and under any runner.
    files: ['test/suites/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(?!\\./[\\w-]+\\.js$|otp-confirm/(core|client)$)',
              message: 'A suite imports its own files, otp-confirm/core and otp-confirm/client.',
            },
          ],
        },
      ],
      'no-restricted-globals': [
        'error',
        ...['describe', 'it', 'test', 'before', 'after', 'process', 'Buffer'].map((name) => ({
          name,
          message: 'A suite knows no runner, and no Node.',
        })),
      ],
    },
  },
  {
    files: ['**/*.mjs', '*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          ...[
            'process',
            'console',
            'Buffer',
            'URL',
            'URLSearchParams',
            'crypto',
            'TextEncoder',
            'Response',
            'fetch',
            'performance',
            'AbortController',
            'AbortSignal',
          ],
          ...['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'structuredClone', 'TextDecoder'],
          ...['window', 'document', 'requestAnimationFrame', 'Image', 'OffscreenCanvas'], // in functions that are sent into a page
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    // they run in a page, as they are
    files: ['test/e2e/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        (
          'Node Element Window Headers History Performance ElementInternals EventTarget MutationObserver ' +
          'addEventListener location history navigator getComputedStyle window document console performance'
        )
          .split(' ')
          .map((name) => [name, 'readonly']),
      ),
    },
  },
  prettier,
);
