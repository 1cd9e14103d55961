// A starter as its reader would have it: copied out of the repository, installed with the packed package, and built, as it
// is or with edits. Owns the copies and their end; drives none of them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { startServer, type Example } from '../e2e/example.js';

/** A file of the starter, what stands in it exactly once, and what shall stand there instead. */
export type Edit = readonly [file: string, from: string, to: string];

export interface Starter {
  /** Builds it with these edits, and without those of the last time; gives what the build said. */
  build(edits?: readonly Edit[], env?: NodeJS.ProcessEnv): string;
  /** The same, where it has to fail. */
  failToBuild(edits: readonly Edit[]): string;
  /** Hands out what was built last. */
  serve(): Promise<Example>;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const starters = join(root, 'starters');
const all = readdirSync(starters, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? entry.name : [],
);
/** Those of this run: all, or what STARTERS names. */
export const starterNames = process.env['STARTERS']?.split(',') ?? all;

const folder = mkdtempSync(join(tmpdir(), 'otp-confirm-starters-'));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What npm said, once it has succeeded, or failed where it has to. */
function npm(
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

const [tarball = ''] = npm(root, ['pack', '--silent', '--pack-destination', folder])
  .trim()
  .split('\n')
  .slice(-1);

function edit(copy: string, [file, from, to]: Edit): void {
  const path = join(copy, file);
  const [head, tail, ...more] = readFileSync(path, 'utf8').split(from);
  assert.ok(head !== undefined && tail !== undefined && !more.length, `${file} has this once: ${from}`);
  writeFileSync(path, head + to + tail);
}

/** A copy of the starter, installed; what is edited in its package.json stays so. */
export function starter(name: string, packageEdits: readonly Edit[] = []): Starter {
  const copy = mkdtempSync(join(folder, `${name}-`));
  const take = (except: RegExp, edits: readonly Edit[]): void => {
    cpSync(join(starters, name), copy, { recursive: true, filter: (path) => !except.test(path) });
    for (const change of edits) edit(copy, change);
  };
  const build = (edits: readonly Edit[], how: { env?: NodeJS.ProcessEnv; succeeds?: boolean }): string => {
    take(/[\\/](node_modules|dist|package\.json)$/, edits);
    return npm(copy, ['run', 'build', '--silent'], how);
  };
  take(/[\\/](node_modules|dist)$/, packageEdits);
  const file = join(copy, 'package.json');
  const packed = `$1: "file:../${tarball}"`;
  writeFileSync(file, readFileSync(file, 'utf8').replace(/("otp-confirm"): "[^"]+"/, packed));
  npm(copy, ['install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--silent']);
  return {
    build: (edits = [], env = {}) => build(edits, { env }),
    failToBuild: (edits) => build(edits, { succeeds: false }),
    serve: () => startServer(join(starters, 'server.mjs'), copy),
  };
}
