// Counts in the sources: what each statement and each branch of a file of src is run through. The same for Node and for a
// browser, so that what they tell can be added up. It is the source that is counted, before types are taken out of it.
import { join, sep } from 'node:path';
import { createInstrumenter } from 'istanbul-lib-instrument';

const src = join(import.meta.dirname, '../../src') + sep;
const instrumenter = createInstrumenter({
  esModules: true,
  compact: false,
  produceSourceMap: true,
  parserPlugins: ['typescript'],
  // Not by way of `new Function`: the pages' policy forbids it.
  coverageGlobalScope: 'globalThis',
  coverageGlobalScopeFunc: false,
});

/** Whether a file is counted. */
export const counts = (path) => path.startsWith(src) && path.endsWith('.ts');

/** The source with counters in it, and the map that leads an error back to its line. */
export function instrument(source, path) {
  const text = instrumenter.instrumentSync(source, path);
  const map = Buffer.from(JSON.stringify(instrumenter.lastSourceMap())).toString('base64');
  return `${text}\n//# sourceMappingURL=data:application/json;base64,${map}`;
}

/** The counters of a source that nothing has run. */
export function atNought(source, path) {
  // What the file will tell as well: the instrumenter itself does not give it away.
  const [, hash] = /\bhash\s*[=:]\s*"(\w+)"/.exec(instrument(source, path)) ?? [];
  return { ...instrumenter.lastFileCoverage(), hash };
}
