// The ESLint rule that holds the house's walls: which folder of src may import which, and which packages.
// It owns the comparison of an import with the table it is given; the table itself is in eslint.config.js.
import { dirname, join, relative, resolve, sep } from 'node:path';

/** The path of a file inside src, with slashes, or undefined where it lies elsewhere. */
const insideSrc = (root, file) => {
  const path = relative(join(root, 'src'), file).split(sep).join('/');
  return path.startsWith('../') || path === '..' ? undefined : path;
};
const folderOf = (path) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : 'index');
const packageOf = (specifier) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** `import type`, `export type`, or every name of the import marked `type`. */
const isTypeOnly = (node) => {
  if (node.importKind === 'type' || node.exportKind === 'type') return true;
  const names = node.specifiers ?? [];
  return names.length > 0 && names.every((name) => (name.importKind ?? name.exportKind) === 'type');
};

/** @type {import('eslint').Rule.RuleModule} */
export const dependencyRule = {
  meta: {
    type: 'problem',
    docs: { description: 'Let a folder of src import only what the table of dependencies grants it.' },
    messages: {
      folder: '{{from}} must not import {{to}}. It may import: {{allowed}}.',
      typesOnly: '{{from}} may import only types from {{to}}: write `import type`.',
      package: '{{from}} must not import the package {{to}}. It may import: {{allowed}}.',
      outside: '{{from}} must not import {{to}}: it lies outside src.',
      unknown: '{{from}} has no row in the table of dependencies in eslint.config.js. Add one.',
      dynamic: 'An import must name its module by a plain string, or no one can check it.',
    },
    schema: [
      {
        type: 'object',
        properties: { root: { type: 'string' }, table: { type: 'object' } },
        required: ['root', 'table'],
        additionalProperties: false,
      },
    ],
  },
  create(context) {
    const [{ root, table }] = context.options;
    const file = insideSrc(root, context.filename);
    if (file === undefined) return {};
    const from = folderOf(file);
    // A row may be for a folder inside a folder (mock/elements): the longest name that fits is the one.
    const [, row] =
      Object.entries(table)
        .filter(([name]) => name === from || file.startsWith(`${name}/`))
        .sort(([a], [b]) => b.length - a.length)[0] ?? [];
    if (!row) {
      return { Program: (node) => context.report({ node, messageId: 'unknown', data: { from } }) };
    }
    const { folders = [], types = [], files = [], packages = [], own = true } = row;
    const allowed =
      [...folders, ...files, ...types.map((name) => `${name} (types)`), ...packages].join(', ') || 'none';

    const checkFolder = (node, specifier, typeOnly) => {
      const target = insideSrc(root, resolve(dirname(context.filename), specifier));
      if (target === undefined) {
        context.report({ node, messageId: 'outside', data: { from, to: specifier } });
        return;
      }
      const to = folderOf(target);
      if (own && to === from) return;
      if (folders.includes(to) || files.includes(target)) return;
      if (types.includes(to)) {
        if (!typeOnly) context.report({ node, messageId: 'typesOnly', data: { from, to } });
        return;
      }
      context.report({ node, messageId: 'folder', data: { from, to, allowed: allowed } });
    };
    const check = (node, source, typeOnly) => {
      if (typeof source?.value !== 'string') {
        context.report({ node, messageId: 'dynamic' });
        return;
      }
      const specifier = source.value;
      if (specifier.startsWith('.')) checkFolder(node, specifier, typeOnly);
      else if (!packages.includes(packageOf(specifier)))
        context.report({ node, messageId: 'package', data: { from, to: specifier, allowed } });
    };
    const statement = (node) => {
      if (node.source) check(node, node.source, isTypeOnly(node));
    };
    return {
      ImportDeclaration: statement,
      ExportNamedDeclaration: statement,
      ExportAllDeclaration: statement,
      ImportExpression: (node) => check(node, node.source, false),
      TSImportType: (node) => check(node, node.source ?? node.argument?.literal, true),
      TSImportEqualsDeclaration: (node) => check(node, node.moduleReference?.expression, false),
      'CallExpression[callee.name="require"]': (node) => check(node, node.arguments[0], false),
    };
  },
};
