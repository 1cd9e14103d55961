// Loads the sources with counters in them. What takes the types out of them is registered later, and asks here.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { counts, instrument } from './instrument.mjs';

export async function load(url, context, next) {
  if (!url.startsWith('file:')) return next(url, context);
  const path = fileURLToPath(url.replace(/[?#].*/, ''));
  if (!counts(path)) return next(url, context);
  return { format: 'module', source: instrument(await readFile(path, 'utf8'), path), shortCircuit: true };
}
