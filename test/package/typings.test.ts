// otp-confirm/types/*: in the markup of each framework the elements take what they have, and nothing else compiles. Asked
// of each framework's own checker, with its own types, on what the build made. All tags are checked at once, a line each.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { consequences } from '../../src/core/consequences.js';
import { errorsIn } from '../compile.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A tag: attributes as text, what is given as an expression, listeners. */
interface Tag {
  readonly name: 'otp-confirm' | 'otp-mock-inbox' | 'otp-mock-panel';
  readonly text?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, string>>;
  readonly on?: Readonly<Record<string, string>>;
}
/** An error, and the line of the tag that it is about. */
type Found = readonly [line: number, words: string];
interface Framework {
  /** How an expression and a listener are written. */
  readonly value: (name: string, expression: string) => string;
  readonly listener: (type: string, expression: string) => string;
  readonly check: (lines: readonly string[]) => Promise<readonly Found[]>;
}

const setup = `
  import type { ConfirmationEvent } from 'otp-confirm/element';
  import { httpAdapter } from 'otp-confirm/client';
  import { createMock } from 'otp-confirm/mock';
  const adapter = httpAdapter({ endpoint: '/otp/confirm' });
  const mock = createMock();
  const tell = (event: ConfirmationEvent) => event.stepName;`;
const types = (framework: string): string => `import type {} from 'otp-confirm/types/${framework}';`;

const inBraces = (name: string, expression: string): string => `${name}={${expression}}`;

function inJsx(framework: string, source: string, jsx: ts.JsxEmit, on = 'on'): Framework {
  const check: Framework['check'] = (lines) => {
    const head = `${types(framework)}${setup}\n`;
    const body = lines.map((line, index) => `export const tag${String(index)} = ${line};`).join('\n');
    const first = head.split('\n').length;
    const found = errorsIn(head + body, { jsx, jsxImportSource: source }).map((error): Found => {
      const [, line = '0', words = ''] = /^(\d+): (.*)/s.exec(error) ?? [];
      return [Number(line) - first, words];
    });
    return Promise.resolve(found);
  };
  return { value: inBraces, listener: (type, expression) => `${on}${type}={${expression}}`, check };
}

/** Runs a checker over files in a folder of their own, and gives what it writes. */
async function written(folder: string, files: Readonly<Record<string, string>>, checker: readonly string[]) {
  const path = `${root}test/output/typings/${folder}`;
  const compilerOptions = {
    ...{
      target: 'es2022',
      module: 'esnext',
      moduleResolution: 'bundler',
      lib: ['es2022', 'dom', 'dom.iterable'],
    },
    ...{ types: [], strict: true, skipLibCheck: true, noEmit: true, verbatimModuleSyntax: true },
  };
  const config = { compilerOptions, vueCompilerOptions: { strictTemplates: true }, include: ['*'] };
  mkdirSync(path, { recursive: true });
  for (const [name, text] of Object.entries({ 'tsconfig.json': JSON.stringify(config), ...files }))
    writeFileSync(`${path}/${name}`, text);
  const output = await new Promise<string>((resolve) => {
    // It ends in an error where it finds one.
    execFile(process.execPath, [...checker], { cwd: path }, (_, stdout, stderr) => {
      resolve(stdout + stderr);
    });
  });
  rmSync(path, { recursive: true });
  return output;
}
const found = (output: string, pattern: RegExp, first: number): readonly Found[] =>
  [...output.matchAll(pattern)].map(([, line, words = '']): Found => [Number(line) - first, words]);

const frameworks: Readonly<Record<string, Framework>> = {
  react: inJsx('react', 'react', ts.JsxEmit.ReactJSX),
  preact: inJsx('preact', 'preact', ts.JsxEmit.ReactJSX),
  solid: inJsx('solid', 'solid-js', ts.JsxEmit.Preserve, 'on:'),
  vue: {
    value: (name, expression) => `:${name}="${expression}"`,
    listener: (type, expression) => `@${type}="${expression}"`,
    async check(lines) {
      const page = `<template>\n${lines.join('\n')}\n</template>\n<script setup lang="ts">${setup}\n</script>`;
      const checker = `${root}node_modules/vue-tsc/bin/vue-tsc.js`;
      const output = await written('vue', { 'page.vue': page, 'types.d.ts': types('vue') }, [
        checker,
        ...['-p', '.', '--pretty', 'false'],
      ]);
      return found(output, /^page\.vue\((\d+),\d+\): (.*(?:\n .*)*)/gm, 2);
    },
  },
  svelte: {
    value: inBraces,
    listener: (type, expression) => `on${type}={${expression}}`,
    async check(lines) {
      const script = `<script lang="ts">${setup}\n</script>`;
      const files = { 'Page.svelte': [script, ...lines].join('\n'), 'types.d.ts': types('svelte') };
      const checker = `${root}node_modules/svelte-check/bin/svelte-check`;
      const output = await written('svelte', files, [
        checker,
        ...[
          '--workspace',
          '.',
          '--tsconfig',
          './tsconfig.json',
          '--output',
          'machine',
          '--threshold',
          'error',
        ],
      ]);
      return found(output, /ERROR "Page\.svelte" (\d+):\d+ (.*)/g, script.split('\n').length + 1);
    },
  },
};

const field = (tag: Omit<Tag, 'name'>): Tag => ({ name: 'otp-confirm', ...tag });
const right: Readonly<Record<string, Tag>> = {
  'what every element has': field({ text: { id: 'a', lang: 'de', 'aria-label': 'b' } }),
  'its attributes': field({
    text: {
      endpoint: '/a',
      'issue-endpoint': '/b',
      challenge: 'c1',
      alphabet: 'alphanumeric',
      length: 'any',
    },
    values: { 'expires-in': '300', 'auto-confirm': 'true', required: 'true' },
  }),
  'its properties': field({
    values: {
      adapter: 'adapter',
      messages: `{ label: 'PIN' }`,
      length: '8',
      resendIn: '30',
      autoSubmit: 'true',
    },
  }),
  'listeners that are told the event’s class': field({
    on: { confirmed: '({ stepName, outcome }) => [stepName, outcome.next]', failed: 'tell' },
  }),
  'the inbox of the sandbox': {
    name: 'otp-mock-inbox',
    text: { for: 'a', sender: 'Bank' },
    values: { mock: 'mock' },
  },
  'the panel of the sandbox': { name: 'otp-mock-panel', values: { mock: 'mock' } },
};
/** Each with what is said of it. */
const wrong: Readonly<Record<string, readonly [Tag, RegExp]>> = {
  'a misspelt attribute': [field({ text: { endpiont: '/a' } }), /endpiont.* does not exist/],
  'a word that it does not know': [field({ text: { alphabet: 'letters' } }), /letters.* is not assignable/],
  'a number as text, where that goes into the property': [
    field({ text: { length: '8' } }),
    /"8.* is not assignable/,
  ],
  'an event that it does not have': [field({ on: { confirmd: 'tell' } }), /confirmd/i],
  'what the outcome of an event does not have': [
    field({ on: { refused: '({ outcome }) => outcome.next' } }),
    /'next' does not exist/,
  ],
  'a listener for another event': [
    field({ on: { confirmed: '(event: KeyboardEvent) => event.key' } }),
    /missing the following properties from type 'KeyboardEvent'/,
  ],
  'the token, which is only told': [field({ text: { value: 't' } }), /value.* does not exist/],
  'an adapter that cannot confirm': [field({ values: { adapter: '{}' } }), /'confirm' is missing/],
  'what another element has': [
    { name: 'otp-mock-panel', text: { sender: 'Bank' } },
    /sender.* does not exist/,
  ],
};

describe('a listener', () => {
  const told = new Map<string, string[]>();
  for (const [kind, [, event]] of Object.entries(consequences))
    told.set(event, [...(told.get(event) ?? []), kind]);
  const heard = (type: string, body: string): readonly string[] =>
    errorsIn(`import 'otp-confirm';
      const element = document.querySelector('otp-confirm')!;
      element.addEventListener('${type}', ({ outcome }) => { ${body} });`);

  for (const [type, kinds] of told)
    it(`for ${type} is told ${kinds.join(', ')}, and nothing else`, () => {
      const names = kinds.map((kind) => `'${kind}'`);
      const each = `[${names.join(', ')}] satisfies (typeof outcome.kind)[]`;
      assert.deepEqual(heard(type, `${each}; outcome.kind satisfies ${names.join(' | ')};`), []);
    });
  for (const type of ['complete', 'confirming'])
    it(`for ${type} is told of no outcome`, () => {
      assert.deepEqual(heard(type, 'outcome satisfies undefined;'), []);
    });
  it('is removed as it was added', () => {
    const source = `import type { ConfirmationEventMap, OtpConfirm } from 'otp-confirm';
      export const listen = (element: OtpConfirm) => {
        const refused = ({ outcome }: ConfirmationEventMap['refused']) => outcome.kind;
        element.addEventListener('refused', refused, { once: true });
        return () => element.removeEventListener('refused', refused, { capture: false });
      };`;
    assert.deepEqual(errorsIn(source), []);
  });
  it('is never told the token', () => {
    assert.match(heard('confirmed', 'outcome.token;').join(), /'token' does not exist/);
  });
});

for (const [name, { value, listener, check }] of Object.entries(frameworks))
  describe(`otp-confirm/types/${name}`, () => {
    const markup = (tag: Tag): string => {
      const given = [
        ...Object.entries(tag.text ?? {}).map(([attribute, text]) => `${attribute}="${text}"`),
        ...Object.entries(tag.values ?? {}).map(([attribute, expression]) => value(attribute, expression)),
        ...Object.entries(tag.on ?? {}).map(([type, expression]) => listener(type, expression)),
      ];
      return `<${tag.name} ${given.join(' ')}></${tag.name}>`;
    };
    const wrongHere = {
      ...wrong,
      // There is a property of that name, which can only be read: React would set it, and throw.
      ...(name === 'react' && {
        'the attribute form': [field({ text: { form: 'a' } }), /'form' does not exist/] as const,
      }),
    };
    const tags = [...Object.values(right), ...Object.values(wrongHere).map(([tag]) => tag)];
    let errors: readonly Found[] = [];
    before(async () => {
      errors = await check(tags.map(markup));
    });
    const said = (tag: Tag): string =>
      errors.flatMap(([line, words]) => (line === tags.indexOf(tag) ? [words] : [])).join('\n');

    for (const [what, tag] of Object.entries(right))
      it(`takes ${what}`, () => {
        assert.equal(said(tag), '');
      });
    for (const [what, [tag, words]] of Object.entries(wrongHere))
      it(`refuses ${what}`, () => {
        assert.match(said(tag), words);
      });
    it('is asked of nothing but the tags', () => {
      assert.deepEqual(
        errors.filter(([line]) => !(line in tags)),
        [],
      );
    });
  });
