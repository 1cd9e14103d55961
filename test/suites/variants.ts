// Answers that no service gave: recorded ones with other prose, with members of the wrong type, without their numbers,
// cut off, and what stands between a page and its service (captive portals, firewalls). What an adapter may make of
// them is for the rules to say.
import { jsonOf, textOf } from './driver.js';
import type { Recorded } from './subject.js';

const HTML = '<!doctype html><title>confirmed</title><p>{"status":"confirmed"}</p>';
const json = { 'Content-Type': 'application/json' };
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** A JSON value with each of its leaves mapped; a leaf that becomes undefined is left out. */
function mapLeaves(value: unknown, map: (leaf: unknown, name: string) => unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => mapLeaves(each, map, name));
  if (!isObject(value)) return map(value, name);
  return Object.fromEntries(Object.entries(value).map(([each, leaf]) => [each, mapLeaves(leaf, map, each)]));
}

/** The answer with another body; undefined where it has no JSON to map. */
function remade(answer: Recorded, map: (leaf: unknown, name: string) => unknown): Recorded | undefined {
  const body = jsonOf(textOf(answer));
  return isObject(body) ? { ...answer, body: JSON.stringify(mapLeaves(body, map)) } : undefined;
}

/** Bodies that say nothing, with the status of an answer: of a firewall, a proxy, another program. */
export const speechless = (status: number): readonly Recorded[] =>
  ['', '{}', '[]', 'null', JSON.stringify({ ok: false, reference: 'Ray 7f3' })]
    .map((body): Recorded => ({ status, headers: json, body }))
    .concat({ status, headers: { 'Content-Type': 'text/html' }, body: HTML });

/** Statuses that mean "no" somewhere. */
export const REFUSALS = [300, 304, 400, 401, 403, 404, 405, 409, 410, 418, 422, 429, 500, 502, 503, 504];

/** What looks like a success and is none. */
export function almostSuccesses(answer: Recorded): readonly Recorded[] {
  const text = textOf(answer);
  const statuses = [...new Set([200, answer.status])];
  const nearly = isObject(jsonOf(text))
    ? [
        text.slice(0, -1),
        text.slice(0, text.length / 2),
        `[${text}]`,
        `{"__proto__":${text}}`,
        JSON.stringify(text),
      ]
    : [];
  return [
    ...statuses.flatMap(speechless),
    ...statuses.flatMap((status) => nearly.map((body) => ({ status, headers: json, body }))),
    ...[400, 403, 500].map((status) => ({ ...answer, status })),
  ];
}

const WORDS = [
  '',
  'Confirmed. Incorrect, expired or already used? Locked; try again in 7 seconds.',
  'Der Code stimmt nicht.',
];

/** The same said in other words, and in none. */
export const reworded = (answer: Recorded, prose: readonly string[]): readonly Recorded[] =>
  [...WORDS, undefined].flatMap(
    (words) =>
      remade(answer, (leaf, name) => (prose.includes(name) && typeof leaf === 'string' ? words : leaf)) ?? [],
  );

const UNFIT: readonly unknown[] = [null, true, -1, 'seven', {}, [], { toString: 1 }];

/** Each member in turn with what does not belong there. The other truth value does: it may be the word for a success. */
export function mistyped(answer: Recorded): readonly Recorded[] {
  const made: Recorded[] = [];
  const leaves: unknown[] = [];
  remade(answer, (leaf) => {
    leaves.push(leaf);
    return leaf;
  });
  for (const [index, leaf] of leaves.entries())
    for (const unfit of UNFIT.filter((each) => typeof each !== 'boolean' || typeof leaf !== 'boolean')) {
      let at = 0;
      const other = remade(answer, (each) => (at++ === index ? unfit : each));
      if (other) made.push(other);
    }
  return made;
}

const isNumeric = (leaf: unknown): boolean =>
  typeof leaf === 'number' ||
  (typeof leaf === 'string' && (/^\d+(\.\d+)?$/.test(leaf) || /^\d{4}-\d\d-\d\d/.test(leaf)));

/** The same without any number or time in it. */
export const unnumbered = (answer: Recorded): Recorded => {
  const bare = { ...answer, headers: json };
  return remade(bare, (leaf) => (isNumeric(leaf) ? undefined : leaf)) ?? bare;
};
