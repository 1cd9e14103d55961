// Reports the element tests: each failure with its browser and file, then a line of counts a browser. Where
// `countsFile` is given, the counts are written there as JSON for tools/test.mjs to sum.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

/** A page that failed without a failing test: it did not load, did not start, or ended early. */
const brokenPage = (session, tests) => {
  if (session.errors.length)
    return session.errors.map(({ message, stack = '' }) =>
      stack.includes(message) ? stack : `${message}\n${stack}`,
    );
  if (!session.testResults) return ['The test file did not run to its end.'];
  if (!tests.length) return ['The test file holds no test.'];
  if (!session.passed && tests.every((test) => test.passed || test.skipped))
    return ['The run failed without naming a test.'];
  return [];
};

const testsOf = (suite, path = []) =>
  suite
    ? [
        ...suite.tests.map((test) => ({ ...test, title: [...path, test.name].join(' › ') })),
        ...suite.suites.flatMap((inner) => testsOf(inner, [...path, inner.name])),
      ]
    : [];

const indent = (text) =>
  String(text)
    .split('\n')
    .map((line) => `      ${line}`)
    .join('\n');

const reasonOf = ({ error }) => {
  if (!error) return 'failed without a message';
  const lines = [error.message ?? error.name];
  if (error.expected !== undefined || error.actual !== undefined)
    lines.push(`expected: ${error.expected}`, `actual:   ${error.actual}`);
  if (error.stack) lines.push(error.stack);
  return lines.join('\n');
};

export function elementReporter({ countsFile } = {}) {
  let startedAt = 0;
  let rootDir = '';
  const file = (session) => relative(rootDir, session.testFile);

  const printPage = (session, counts) => {
    const tests = testsOf(session.testResults);
    const where = `${session.browser.name}  ${file(session)}`;
    for (const test of tests) {
      if (test.skipped) {
        counts.skipped += 1;
        console.log(`  – ${where}: ${test.title} (skipped)`);
      } else if (test.passed) counts.passed += 1;
      else {
        counts.failed += 1;
        counts.failures.push(`${where}: ${test.title}`);
        console.log(`  ✖ ${where}: ${test.title}\n${indent(reasonOf(test))}`);
      }
    }
    for (const reason of brokenPage(session, tests)) {
      counts.failed += 1;
      counts.failures.push(where);
      console.log(`  ✖ ${where}\n${indent(reason)}`);
    }
    for (const { url } of session.request404s)
      console.log(`    ${where} asked for ${url}, which is not there`);
    for (const log of session.logs) console.log(`    ${where} logged:`, ...log);
  };

  return {
    start({ config, startTime }) {
      rootDir = config.rootDir;
      startedAt = startTime;
    },
    stop({ sessions }) {
      const browsers = new Map();
      for (const session of sessions) {
        const counts = browsers.get(session.browser.name) ?? {
          passed: 0,
          failed: 0,
          skipped: 0,
          failures: [],
        };
        browsers.set(session.browser.name, counts);
        printPage(session, counts);
      }
      for (const [name, { passed, failed, skipped }] of browsers)
        console.log(`  ${name}: ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
      console.log(`  ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
      if (countsFile) writeFileSync(countsFile, JSON.stringify(Object.fromEntries(browsers)));
    },
  };
}
