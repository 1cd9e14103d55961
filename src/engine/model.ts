// The model that a dataflow passes from step to step: plain values under own names, frozen, without a prototype.
// What a member means is the steps' business.
import { DataflowError } from './errors.js';

export type ModelValue = string | number | boolean | null;
export type Model = Readonly<Record<string, ModelValue>>;
/** Data as it came in: nothing about its values is known yet. */
export type RawModel = Readonly<Record<string, unknown>>;

const LONGEST = 4096;
const MOST_MEMBERS = 100;
// Names through which an assignment would reach a prototype.
export const NEVER_TAKEN: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** The member's value, own properties only. */
export function member(model: RawModel, name: string): unknown {
  return Object.hasOwn(model, name) ? model[name] : undefined;
}

/** The member as text; otherwise an error that names the step and the field. */
export function textMember(model: RawModel, field: string, step: string): string {
  const value = member(model, field);
  if (typeof value === 'string') return value;
  throw new DataflowError(
    value === undefined
      ? `Step "${step}": the field "${field}" is not in the model. Put it there, or name another field.`
      : `Step "${step}": the field "${field}" is not text. Pass it as a string.`,
    { step, field },
  );
}

/** A frozen copy of what a step takes or gives. A value that is not plain is an error, or left out. */
export function takeModel(
  source: RawModel,
  step: string,
  as: 'taken' | 'given' | 'leaving-out' = 'taken',
): Model {
  // What holds its content elsewhere, such as a list or a Map, would be read as empty.
  if (Object.prototype.toString.call(source) !== '[object Object]') {
    throw new DataflowError(`Step "${step}": the model is no object. Pass one.`, { step });
  }
  const copy = bare(source);
  if (Object.keys(copy).length <= MOST_MEMBERS && isModel(copy)) return Object.freeze(copy);
  const names = Object.keys(copy).filter((name) => !NEVER_TAKEN.has(name));
  if (names.length > MOST_MEMBERS) {
    throw new DataflowError(`Step "${step}": the model has over ${MOST_MEMBERS} members. Pass fewer.`, {
      step,
    });
  }
  const odd = as === 'leaving-out' ? undefined : names.find((name) => !isPlain(copy[name]));
  if (odd !== undefined) {
    throw new DataflowError(
      `Step "${step}": the field "${odd}" is not a plain value. ` +
        `Pass a string of up to ${LONGEST} characters, a finite number, a boolean or null.`,
      { step, field: odd, given: as === 'given' },
    );
  }
  return plainMembers(copy);
}

/** A frozen copy of the plain members; the others are left out. */
export function plainMembers(source: RawModel): Model {
  const copy = bare(source);
  if (isModel(copy)) return Object.freeze(copy);
  const plain: Record<string, ModelValue> = {};
  for (const [name, value] of Object.entries(copy)) {
    if (isPlain(value) && !NEVER_TAKEN.has(name)) plain[name] = value;
  }
  return plainMembers(plain);
}

/** A frozen copy, each member as it is to stand there. */
export function mapModel(source: Model, map: (name: string, value: ModelValue) => ModelValue): Model {
  const mapped: Record<string, ModelValue> = { ...source, __proto__: null };
  for (const name in mapped) {
    const value = mapped[name];
    if (value !== undefined) mapped[name] = map(name, value);
  }
  return Object.freeze(mapped);
}

/** A copy without a prototype. As one literal: an object that loses its prototype later, or is filled, is a slow one. */
function bare(source: RawModel): RawModel {
  return { ...source, __proto__: null };
}

function isModel(copy: RawModel): copy is Model {
  for (const name in copy) {
    if (NEVER_TAKEN.has(name) || !isPlain(copy[name])) return false;
  }
  return Object.getOwnPropertySymbols(copy).length === 0;
}

/** Whether it is text that no model takes. */
export function isTooLong(value: unknown): boolean {
  return typeof value === 'string' && value.length > LONGEST;
}

function isPlain(value: unknown): value is ModelValue {
  if (typeof value === 'string') return !isTooLong(value);
  return value === null || typeof value === 'boolean' || Number.isFinite(value);
}
