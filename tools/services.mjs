// `npm run test:services [-- NAME …]`: the adapters against the services themselves, each installed from npm into a folder of
// its own, test/services/NAME, when it is first asked for. Nothing of them is in the package's own node_modules, and what a
// folder's package.json says of itself with `startsInSeconds` is part of `npm test` too.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { browsersOfThisRun } from './browsers.mjs';
import { finish, giveUp, nodeTests, oneFailed, perform, run, testFiles } from './steps.mjs';

/** @typedef {{ name: string, folder: string, startsInSeconds: boolean }} Service */

const root = join(import.meta.dirname, '..');
const home = join('test', 'services');
const read = (...path) => {
  const file = join(root, ...path);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
};

/** Those that have a folder. @type {readonly Service[]} */
export const services = readdirSync(join(root, home)).flatMap((name) => {
  const folder = join(home, name);
  const manifest = read(folder, 'package.json');
  return manifest ? { name, folder, startsInSeconds: JSON.parse(manifest).startsInSeconds === true } : [];
});

/** What to say of a service that was left out. @param {Service} service */
export const howToTest = ({ name }) => `ON ${name.toUpperCase()}. Do it by: npm run test:services -- ${name}`;

/** Whether its packages are there, as its lock file has them. They are fetched where they are not. */
async function installed({ folder }) {
  const lock = read(folder, 'package-lock.json');
  const mark = join(folder, 'node_modules', '.installed');
  if (read(mark) === lock) return true;
  console.log(`npm ci, in ${folder}`);
  if (!(await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: join(root, folder) }))) return false;
  writeFileSync(join(root, mark), lock);
  return true;
}

/** @param {Service} service */
export async function serviceTests(service) {
  if (!(await installed(service))) return { ...oneFailed, problems: ['npm ci failed.'] };
  const { folder } = service;
  // one file at a time: each of them drives browsers of its own
  return nodeTests(testFiles(folder, '.service.ts', [join(folder, 'node_modules')]), [
    '--test-concurrency=1',
    '--test-timeout=180000',
  ]);
}

async function main(names) {
  const unknown = names.filter((name) => !services.some((service) => service.name === name));
  const all = services.map(({ name }) => name).join(', ');
  if (unknown.length) throw new Error(`There is no service ${unknown.join(', ')}. Choose from ${all}.`);
  await browsersOfThisRun();
  const asked = services.filter(({ name }) => !names.length || names.includes(name));
  finish(await perform(Object.fromEntries(asked.map((each) => [each.name, () => serviceTests(each)]))));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  await main(process.argv.slice(2)).catch(giveUp);
