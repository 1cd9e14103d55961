// A node:test reporter that counts: tests passed, failed, with their names, and skipped, as JSON for tools/test.mjs to sum.
// What a person reads comes from the spec reporter beside it.
import { relative, resolve } from 'node:path';

export default async function* countTests(source) {
  const counts = { passed: 0, failed: 0, skipped: 0, problems: [], failures: [] };
  for await (const { type, data } of source) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const isSuite = data.details?.type === 'suite';
    if (data.skip !== undefined || data.todo !== undefined) counts.skipped += 1;
    else if (type === 'test:fail') {
      // A suite or a parent test that failed by those inside it: they are counted already.
      if (data.details?.error?.failureType === 'subtestsFailed') continue;
      counts.failed += 1;
      counts.failures.push(`${data.file ? relative('.', data.file) : '?'}: ${data.name}`);
    } else if (data.file && resolve(data.name) === data.file) {
      // Node reports a file that holds no test as one test that passed.
      counts.failed += 1;
      counts.problems.push(`${data.name} holds no test.`);
    } else if (!isSuite) counts.passed += 1;
  }
  yield JSON.stringify(counts);
}
