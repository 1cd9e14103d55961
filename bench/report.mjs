// The tables of docs/bench.md, between its two marks, and the chart beside it. What is round them is written by hand.
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { format } from 'prettier';
import { chart } from './chart.mjs';
import { median, middleHalf } from './statistics.mjs';

const docs = new URL('../docs/', import.meta.url);
const REFERENCE = 'bare-lit';
const names = {
  'bare-input': 'bare input',
  'bare-lit': 'bare Lit',
  'input-otp': 'input-otp, React',
  zag: 'Zag pin-input',
};

/** Each number with how it is written; `spread`: it was measured more than once. */
const columns = {
  gzip: { title: 'gzip, kB', of: (bytes) => (bytes / 1000).toFixed(2) },
  brotli: { title: 'brotli, kB', of: (bytes) => (bytes / 1000).toFixed(2) },
  script: { title: 'script, ms', spread: true, ratio: true },
  work: { title: 'main thread, ms', spread: true },
  usable: { title: 'usable after, ms', spread: true },
  time1: { title: '1 field, ms', spread: true },
  time100: { title: '100, ms', spread: true },
  time1000: { title: '1,000, ms', spread: true, ratio: true },
  heap1000: { title: 'heap each, kB', of: (bytes) => (bytes / 1000).toFixed(2), spread: true },
  leak: { title: 'left by a mount, bytes', of: (bytes) => String(Math.round(bytes) || 0), spread: true },
  key: { title: 'a digit, ms', spread: true, ratio: true },
  paste: { title: 'a paste, ms', spread: true, ratio: true },
};

const digits = (number) => number.toFixed(number < 10 ? 2 : number < 100 ? 1 : 0);

function cell(taken, reference, { of = digits, spread, ratio }) {
  if (!spread) return of(taken);
  const [low, high] = middleHalf(taken).map(of);
  const whole = `${of(median(taken))} <small>${low}–${high}</small>`;
  return ratio ? `${whole} · **${(median(taken) / median(reference)).toFixed(1)}×**` : whole;
}

const table = (results, whats) => {
  const head = ['field', ...whats.map((what) => columns[what].title)];
  const rows = [...results].map(([name, taken]) => [
    names[name] ?? `\`<${name}>\``,
    ...whats.map((what) => cell(taken[what], results.get(REFERENCE)[what], columns[what])),
  ]);
  return [head, ['-', ...whats.map(() => '-:')], ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
};

export async function writeReport(results, browser) {
  const [{ model }, ...others] = cpus();
  const machine =
    `${model.trim()}, ${others.length + 1} cores, ${Math.round(totalmem() / 2 ** 30)} GB, ` +
    `${type()} ${release().split('-')[0]}, ${browser}, Node ${process.versions.node}`;
  const tables = `Measured on ${new Date().toISOString().slice(0, 10)}: ${machine}.

## Bytes and a cold start

${table(results, ['gzip', 'brotli', 'script', 'work', 'usable'])}

## Many

${table(results, ['time1', 'time100', 'time1000', 'heap1000', 'leak'])}

## From the key to the drawn digit

${table(results, ['key', 'paste'])}`;
  const page = new URL('bench.md', docs);
  const [before, , after] = readFileSync(page, 'utf8').split(/^<!-- measured.* -->$/m);
  const text = `${before}<!-- measured: from here on by \`npm run bench\` -->\n\n${tables}\n\n<!-- measured: to here -->${after}`;
  writeFileSync(page, await format(text, { parser: 'markdown', printWidth: 110 }));
  const medians = [...results].map(([name, taken]) => ({
    name: names[name] ?? name,
    of: (what) => (Array.isArray(taken[what]) ? median(taken[what]) : taken[what]),
  }));
  writeFileSync(new URL('bench.svg', docs), chart(medians));
}
