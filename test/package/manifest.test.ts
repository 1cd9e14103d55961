// custom-elements.json holds all that the elements have, asked of the sources in other ways than its generator does; it
// says something of each, and is as it would be made now. Parts and slots as they are drawn are test/element/manifest.test.ts's.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { OtpConfirm } from '../../src/element/index.js';
import { OtpMockInbox, OtpMockPanel } from '../../src/mock/elements/index.js';
import { MANIFEST, manifest } from '../../tools/manifest.mjs';

interface Entry {
  readonly name: string;
  readonly kind?: string;
  readonly description?: string;
  readonly default?: string;
  readonly type?: { readonly text: string };
  readonly attribute?: string;
  readonly fieldName?: string;
}
type Lists = 'attributes' | 'members' | 'events' | 'slots' | 'cssParts' | 'cssProperties' | 'cssStates';
interface Declaration extends Entry, Partial<Readonly<Record<Lists, readonly Entry[]>>> {
  readonly tagName?: string;
  readonly summary?: string;
}
interface Module {
  readonly path: string;
  readonly declarations: readonly Declaration[];
  readonly exports: readonly { readonly kind: string; readonly name: string }[];
}

const checkedIn = readFileSync(MANIFEST, 'utf8');
const { modules } = JSON.parse(checkedIn) as { readonly modules: readonly Module[] };
const declarations = modules.flatMap((module) => module.declarations);

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(`${root}src/${path}`, 'utf8');
const sorted = (names: Iterable<string>): readonly string[] => [...new Set(names)].sort();
const found = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, name = '']) => name);

const program = ts.createProgram(
  ['src/index.ts', 'src/mock/elements/define.ts', 'src/core/index.ts'].map((path) => root + path),
  {
    strict: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
  },
);
const checker = program.getTypeChecker();
/** A type that a file exports. */
function typeIn(path: string, name: string): ts.Type {
  const source = program.getSourceFile(root + path);
  const exported =
    source && checker.getSymbolAtLocation(source)?.exports?.get(ts.escapeLeadingUnderscores(name));
  assert.ok(exported, `${name} is not in ${path}`);
  return checker.getDeclaredTypeOfSymbol(exported);
}

/** What the house wrote of a class, and does not keep to itself. */
function membersOf(type: ts.Type): readonly string[] {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return checker
    .getPropertiesOfType(type)
    .filter(({ name, declarations: at = [] }) => {
      const own = at.filter(
        (node) => ts.isClassElement(node) && node.getSourceFile().fileName.startsWith(`${root}src/`),
      );
      return (
        own.some((node) => !(ts.getCombinedModifierFlags(node) & hidden)) &&
        !name.startsWith('#') &&
        !name.endsWith('Callback')
      );
    })
    .map(({ name }) => name);
}

const confirmStyles = read('element/field.styles.ts') + read('element/otp-confirm.styles.ts');
const sandboxStyles = ['sandbox', 'inbox', 'panel'].map((name) => read(`mock/elements/${name}.styles.ts`));
const phase = typeIn('src/core/index.ts', 'Phase');

interface Source {
  readonly file: string;
  readonly of: { readonly name: string };
  readonly attributes: readonly string[];
  readonly events: readonly ts.Symbol[];
  readonly states: readonly string[];
  readonly styles: readonly string[];
}
const elements: Readonly<Record<string, Source>> = {
  'otp-confirm': {
    file: 'src/element/otp-confirm.ts',
    of: OtpConfirm,
    // The form that it is given to is not observed, but read.
    attributes: [...OtpConfirm.observedAttributes, 'form'],
    events: checker.getPropertiesOfType(typeIn('src/element/events.ts', 'ConfirmationEventMap')),
    states: phase.isUnion()
      ? phase.types.flatMap((each) => (each.isStringLiteral() ? [each.value] : []))
      : [],
    styles: [confirmStyles],
  },
  'otp-mock-inbox': {
    file: 'src/mock/elements/otp-mock-inbox.ts',
    of: OtpMockInbox,
    attributes: OtpMockInbox.observedAttributes,
    events: [],
    states: [],
    styles: sandboxStyles,
  },
  'otp-mock-panel': {
    file: 'src/mock/elements/otp-mock-panel.ts',
    of: OtpMockPanel,
    attributes: OtpMockPanel.observedAttributes,
    events: [],
    states: [],
    styles: sandboxStyles,
  },
};

it('custom-elements.json is as it would be made now (`npm run manifest`)', async () => {
  assert.equal(checkedIn, await manifest());
});

it('each element that the package defines is there, defined by the module that defines it', () => {
  const defined = modules.flatMap(({ path, exports }) =>
    exports.filter(({ kind }) => kind === 'custom-element-definition').map(({ name }) => `${name} ${path}`),
  );
  assert.deepEqual(defined, [
    'otp-confirm dist/index.js',
    'otp-mock-inbox dist/mock/elements/define.js',
    'otp-mock-panel dist/mock/elements/define.js',
  ]);
});

for (const [tagName, { file, of, attributes, events, states, styles }] of Object.entries(elements))
  describe(`<${tagName}> in the manifest`, () => {
    const declared = declarations.find((each) => each.tagName === tagName);
    assert.ok(declared, 'is missing');
    const names = (list: Lists): readonly string[] => sorted((declared[list] ?? []).map(({ name }) => name));

    it('has each attribute that is observed', () => {
      assert.deepEqual(names('attributes'), sorted(attributes));
    });
    it('has each public property and method', () => {
      const members = membersOf(typeIn(file, of.name));
      assert.ok(members.length > 2, 'they are found');
      assert.deepEqual(names('members'), sorted(members));
    });
    it('has each event, and its class with its fields', () => {
      assert.deepEqual(names('events'), sorted(events.map(({ name }) => name)));
      const classOf = (type: string): string | undefined =>
        declared.events?.find(({ name }) => name === type)?.type?.text;
      const fieldsOf = (name: string | undefined): readonly Entry[] =>
        declarations.find((each) => each.name === name)?.members ?? [];
      for (const event of events) {
        const type = checker.getTypeOfSymbol(event);
        // What that event tells stands beside its class.
        const ofClass = type.isIntersection() ? type.types[0] : type;
        assert.equal(classOf(event.name), ofClass?.symbol.name);
        const fields = fieldsOf(classOf(event.name)).map(({ name }) => name);
        assert.deepEqual(sorted(fields), sorted(membersOf(type)));
      }
    });
    it('has each custom state', () => {
      assert.deepEqual(names('cssStates'), sorted(states));
    });
    it('has each custom property that the styles read, and what it is without', () => {
      const text = styles.join('\n');
      assert.deepEqual(names('cssProperties'), sorted(found(text, /var\((--otp-[\w-]+)/g)));
      for (const { name, default: byDefault } of declared.cssProperties ?? [])
        if (byDefault !== undefined)
          assert.ok(text.includes(`var(${name}, ${byDefault})`), `${name}: ${byDefault}`);
    });
    it('says something of each', () => {
      assert.ok(declared.summary && declared.description);
      const lists = [
        'attributes',
        'members',
        'events',
        'slots',
        'cssParts',
        'cssProperties',
        'cssStates',
      ] as const;
      for (const list of lists)
        for (const { name, description } of declared[list] ?? [])
          assert.match(description ?? '', /^\S.+[.:)`]$/s, `${list}: ${name}`);
    });
    it('has a type for each field, and the field of each attribute', () => {
      for (const { name, kind, type } of declared.members ?? [])
        if (kind === 'field') assert.ok(type?.text, name);
      for (const { name, fieldName } of declared.attributes ?? [])
        if (fieldName)
          assert.equal(declared.members?.find((member) => member.name === fieldName)?.attribute, name);
    });
  });
