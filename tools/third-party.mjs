// The licences of what the bundled files hold, as their source maps name it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The packages in a bundle: their folders, by its source map. */
export function packagesIn(map) {
  const { sources } = JSON.parse(readFileSync(map, 'utf8'));
  const folders = sources.flatMap((source) => {
    const [, folder] = /^((?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(source) ?? [];
    return folder ? [join(dirname(map), folder)] : [];
  });
  return [...new Set(folders)];
}

/** A package's name, version, kind of licence and its text. */
function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = existsSync(folder) && readdirSync(folder).find((each) => /^licen[sc]e/i.test(each));
  if (!license || !file) throw new Error(`${name} tells no licence: it may not be bundled.`);
  return { name, version, license, text: readFileSync(join(folder, file), 'utf8').trim() };
}

const rule = `\n\n${'-'.repeat(80)}\n\n`;

/** The text that ships: each package once, and which files hold it. */
export function thirdPartyLicences(maps) {
  const holders = new Map();
  for (const [file, map] of Object.entries(maps))
    for (const folder of packagesIn(map)) holders.set(folder, [...(holders.get(folder) ?? []), file]);
  const all = [...holders]
    .map(([folder, files]) => ({ ...licenceOf(folder), files }))
    .sort((one, other) => one.name.localeCompare(other.name));
  const chapters = all.map(
    ({ name, version, license, text, files }) =>
      `${name} ${version} (${license})\nin ${files.join(', ')}\n\n${text}`,
  );
  return `The files for the script tag hold these packages.${rule}${chapters.join(rule)}\n`;
}
