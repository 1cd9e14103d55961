// Times, codes and members, in words: of the sandbox's elements, whose language is English.

const minutes = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const seconds = new Intl.DateTimeFormat('en', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** `09:41`. */
export const clockTime = (at: number): string => minutes.format(at);
/** `09:41:07`. */
export const exactTime = (at: number): string => seconds.format(at);

export const grouped = (code: string): string =>
  code.length === 6 ? `${code.slice(0, 3)} ${code.slice(3)}` : code;

/** What is left, in whole minutes; undefined where nothing is. */
export function timeLeft(milliseconds: number): string | undefined {
  if (milliseconds <= 0) return undefined;
  if (milliseconds < 60_000) return 'Under a minute left';
  const left = Math.ceil(milliseconds / 60_000);
  return left === 1 ? '1 minute left' : `${left} minutes left`;
}

/** `90 s`, `5 min`, `250 ms`: the shortest that is exact. */
export function duration(milliseconds: number): string {
  if (milliseconds === Infinity) return 'for ever';
  if (milliseconds % 1000 !== 0) return `${milliseconds} ms`;
  const whole = milliseconds / 1000;
  return whole && whole % 60 === 0 ? `${whole / 60} min` : `${whole} s`;
}

/** The names in a table, typed as such. */
export const namesOf = <Name extends string>(table: Readonly<Record<Name, unknown>>): Name[] =>
  Object.keys(table).filter((name): name is Name => Object.hasOwn(table, name));
