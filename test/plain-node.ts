// Runs code as a user of the package would in Node: without a loader, without a DOM, and on what the build made.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs a text as a module in a Node of its own, and gives what it writes. */
export async function inPlainNode(code: string): Promise<string> {
  const env = { ...process.env };
  delete env['NODE_OPTIONS'];
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], {
    cwd: root,
    env,
  });
  return stdout.trim();
}
