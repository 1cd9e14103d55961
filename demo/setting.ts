// A setting of the playground: a value for each knob, and how it stands in the address after the #, so that it can be
// passed on. What equals a knob's start is left out; what no knob knows is ignored.
import { knobs } from './knobs.js';

/** By the knob's name. A flag that is on is `on`. */
export type Setting = Readonly<Record<string, string>>;

export const initial: Setting = Object.fromEntries(
  knobs.map(({ name, initial: value = '' }) => [name, value]),
);

/** A value that the knob cannot have is as good as none. */
export function settingOf(hash: string): Setting {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const entries = knobs.map((knob): [string, string] => {
    const { name, initial: start = '' } = knob;
    const value = given.get(name) ?? start;
    if (knob.kind === 'choice' && !(value in knob.choices)) return [name, start];
    if (knob.kind === 'flag') return [name, value && 'on'];
    if (knob.kind === 'range' && !(Number(value) >= knob.min && Number(value) <= knob.max))
      return [name, start];
    return [name, value];
  });
  return Object.fromEntries(entries);
}

export function hashOf(setting: Setting): string {
  const changed = Object.entries(setting).filter(([name, value]) => value !== initial[name]);
  return `#${new URLSearchParams(changed).toString()}`;
}
