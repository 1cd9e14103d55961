// A folder of this repository as its reader would have it: copied out of it, and installed with the package as it is
// packed. Owns the copies and their end; what they are edited into and run for is their test's.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const folder = mkdtempSync(join(tmpdir(), 'otp-confirm-readers-'));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What npm said, once it has succeeded, or failed where it has to. */
export function npm(
  cwd: string,
  args: readonly string[],
  { env = {}, succeeds = true }: { env?: NodeJS.ProcessEnv; succeeds?: boolean } = {},
): string {
  const { status, stdout, stderr } = spawnSync('npm', args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  const said = stripVTControlCharacters(stdout + stderr);
  assert.equal(status === 0, succeeds, `npm ${args.join(' ')}: ${said}`);
  return said;
}

const root = fileURLToPath(new URL('../', import.meta.url));
const [tarball = ''] = npm(root, ['pack', '--silent', '--pack-destination', folder])
  .trim()
  .split('\n')
  .slice(-1);

/** A copy of the folder, installed; what `edit` changes in its package.json counts. */
export function packedProject(from: string, edit: (copy: string) => void = () => undefined): string {
  const copy = mkdtempSync(join(folder, `${basename(from)}-`));
  cpSync(from, copy, { recursive: true, filter: (path) => !/[\\/](node_modules|dist)$/.test(path) });
  edit(copy);
  const file = join(copy, 'package.json');
  const packed = `$1: "file:../${tarball}"`;
  writeFileSync(file, readFileSync(file, 'utf8').replace(/("otp-confirm"): "[^"]+"/, packed));
  npm(copy, ['install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--silent']);
  return copy;
}
