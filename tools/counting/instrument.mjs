// Counts in the sources: what each statement and each branch of a file of src is run through. The same for Node and for a
// browser, so that what they tell can be added up. It is the source that is counted, before types are taken out of it.
import { join, sep } from 'node:path';
import { createInstrumenter } from 'istanbul-lib-instrument';

const src = join(import.meta.dirname, '../../src') + sep;
const instrumenter = createInstrumenter({
  esModules: true,
  compact: false,
  parserPlugins: ['typescript'],
  // Not by way of `new Function`: the pages' policy forbids it.
  coverageGlobalScope: 'globalThis',
  coverageGlobalScopeFunc: false,
});

/** Whether a file is counted. */
export const counts = (path) => path.startsWith(src) && path.endsWith('.ts');

/** The source with counters in it. */
export const instrument = (source, path) => instrumenter.instrumentSync(source, path);

/** The counters of a source that nothing has run. */
export function atNought(source, path) {
  instrument(source, path);
  return instrumenter.lastFileCoverage();
}
