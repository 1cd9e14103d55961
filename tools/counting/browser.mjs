// For the element tests: their server gives the sources with counters in them, and the runner collects what these count.
import { join } from 'node:path';
import { counts, instrument } from './instrument.mjs';

const root = join(import.meta.dirname, '../..');

/** Before the plugin that takes the types out. */
export const countingPlugin = () => ({
  name: 'counting',
  transform({ path, body }) {
    const file = join(root, path);
    return counts(file) ? { body: instrument(String(body), file) } : undefined;
  },
});

/** What the runner's configuration has more. */
export const counting = (reportDir) => ({
  coverage: true,
  coverageConfig: { nativeInstrumentation: false, reportDir, reporters: ['json'] },
  // A page that loads nothing of src tells so.
  testRunnerHtml: (framework) =>
    `<!doctype html><html><head><script>globalThis.__coverage__ = {};</script></head>` +
    `<body><script type="module" src="${framework}"></script></body></html>`,
});
