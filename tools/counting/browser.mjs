// For the element tests: their server gives the sources with counters in them, and what these count in the page of a test
// file is written when the file is done. The runner's own sum is not used: it holds for V8's ranges, not for branches
// that lie in one another.
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
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

/** A reporter that leaves what was counted in a folder. */
export const countingReporter = (folder) => ({
  reportTestFileResults({ sessionsForTestFile }) {
    mkdirSync(folder, { recursive: true });
    for (const { testCoverage } of sessionsForTestFile)
      if (testCoverage) writeFileSync(join(folder, `${randomUUID()}.json`), JSON.stringify(testCoverage));
  },
});

/** What the runner's configuration has more. */
export const counting = {
  coverage: true,
  coverageConfig: { nativeInstrumentation: false, report: false },
  // A page that loads nothing of src tells so.
  testRunnerHtml: (framework) =>
    `<!doctype html><html><head><script>globalThis.__coverage__ = {};</script></head>` +
    `<body><script type="module" src="${framework}"></script></body></html>`,
};
