// A starter as its reader would have it, built, as it is or with edits. Owns what is edited; the copies are
// packed-project.ts's, and it drives none of them.
import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer, type Example } from '../e2e/example.js';
import { npm, packedProject } from '../packed-project.js';

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

const starters = fileURLToPath(new URL('../../starters/', import.meta.url));
const all = readdirSync(starters, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? entry.name : [],
);
/** Those of this run: all, or what STARTERS names. */
export const starterNames = process.env['STARTERS']?.split(',') ?? all;

function edit(copy: string, [file, from, to]: Edit): void {
  const path = join(copy, file);
  const [head, tail, ...more] = readFileSync(path, 'utf8').split(from);
  assert.ok(head !== undefined && tail !== undefined && !more.length, `${file} has this once: ${from}`);
  writeFileSync(path, head + to + tail);
}

/** A copy of the starter, installed; what is edited in its package.json stays so. */
export function starter(name: string, packageEdits: readonly Edit[] = []): Starter {
  const original = join(starters, name);
  const copy = packedProject(original, (made) => {
    for (const change of packageEdits) edit(made, change);
  });
  const build = (edits: readonly Edit[], how: { env?: NodeJS.ProcessEnv; succeeds?: boolean }): string => {
    const except = /[\\/](node_modules|dist|package\.json)$/;
    cpSync(original, copy, { recursive: true, filter: (path) => !except.test(path) });
    for (const change of edits) edit(copy, change);
    return npm(copy, ['run', 'build', '--silent'], how);
  };
  return {
    build: (edits = [], env = {}) => build(edits, { env }),
    failToBuild: (edits) => build(edits, { succeeds: false }),
    serve: () => startServer(join(starters, 'server.mjs'), copy),
  };
}
