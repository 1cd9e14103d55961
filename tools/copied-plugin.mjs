// Lets a browser test run a test that is text: the sandbox's panel has yielded it, or the documentation has it. Keeps the
// text, serves it as a module, and leads the package's own names to its source.

const sources = { 'otp-confirm': '/src/index.ts', 'otp-confirm/mock': '/src/mock/index.ts' };

/** The command `copied:keep` takes the text and the path that its module is to have. */
export function copiedPlugin() {
  const texts = new Map();
  return {
    name: 'copied',
    executeCommand({ command, payload }) {
      if (command !== 'copied:keep') return undefined;
      texts.set(payload.module, payload.text);
      return true;
    },
    serve: ({ path }) => (texts.has(path) ? { body: texts.get(path), type: 'js' } : undefined),
    resolveImport: ({ source, context }) => (texts.has(context.path) ? sources[source] : undefined),
  };
}
