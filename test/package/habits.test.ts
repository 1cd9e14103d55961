// The habits of the repository that a run can show: the changelog is kept by changesets and keeps its text, the hosted run
// is the one of .ci/run, a release is published after it, with provenance.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

it('a changeset goes into the changelog, above what stands there, and sets the version', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'otp-confirm-changes-'));
  context.after(() => {
    rmSync(folder, { recursive: true });
  });
  for (const name of ['.changeset', 'CHANGELOG.md', 'package.json'])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  // It formats what it writes as the house does.
  cpSync(join(root, '.prettierrc.json'), join(folder, '.prettierrc.json'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, '.changeset/one.md'), "---\n'otp-confirm': minor\n---\n\nSaid of a change.\n");
  const before = read('CHANGELOG.md');
  const { version } = JSON.parse(read('package.json')) as { version: string };

  const changeset = join(root, 'node_modules/@changesets/cli/bin.js');
  await promisify(execFile)(process.execPath, [changeset, 'version'], { cwd: folder });

  const after = readFileSync(join(folder, 'CHANGELOG.md'), 'utf8');
  const set = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  const [major = 0, minor = 0] = version.split('.').map(Number);
  assert.equal(set.version, `${String(major)}.${String(minor + 1)}.0`);
  const [title = '', ...old] = before.split('\n');
  assert.ok(after.startsWith(`${title}\n\n## ${set.version}\n`), after.slice(0, 200));
  assert.match(after, /Said of a change\./);
  assert.ok(after.endsWith(old.join('\n')), 'what stood there stands there still');
  assert.ok(!existsSync(join(folder, '.changeset/one.md')));
});

describe('the hosted run', () => {
  it('is the one of .ci/run, on every pull request', () => {
    const workflow = read('.github/workflows/ci.yml');
    assert.match(workflow, /^ {2}pull_request:$/m);
    assert.match(workflow, /^ {6}- run: bash \.ci\/run$/m);
  });
  it('is what a release waits for, which is published with provenance', () => {
    const workflow = read('.github/workflows/release.yml');
    assert.match(workflow, /uses: \.\/\.github\/workflows\/ci\.yml/);
    assert.match(workflow, /^ {4}needs: proof$/m);
    assert.match(workflow, /id-token: write/);
    assert.match(workflow, /npm publish --provenance/);
  });
});
