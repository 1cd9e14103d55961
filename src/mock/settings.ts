// What a mock can be told, at its start and while it runs: scenario, latency, faults; and the check of it.
import { ConfigurationError } from '../engine/index.js';
import { milliseconds, type Duration } from './mock-clock.js';

/** The scenarios, each with what happens in it. It has the first word; codes with a meaning the second. */
export const scenarios = {
  happy: 'All goes well: what stands in the inbox is confirmed.',
  'wrong-then-right': 'The first try is wrong, whatever was entered; from then on codes are compared.',
  'expires-while-typing': 'The first code has expired when it comes in; another one is good.',
  'resend-race': 'The first message comes in late, after the one that replaces it.',
  offline: 'There is no connection.',
  'locked-out': 'The first try locks the account for a minute.',
} as const satisfies Readonly<Record<string, string>>;

export type Scenario = keyof typeof scenarios;

/** What can go wrong by chance, each with what happens. */
export const faults = {
  'request-lost': 'The connection is lost before the server has the request.',
  'answer-lost': 'The server has done what it was asked, and its answer is lost.',
  'server-error': 'The server fails: 503.',
  'captive-portal': 'A page of somebody else answers instead of the server.',
  'message-lost': 'The code cannot be delivered.',
} as const satisfies Readonly<Record<string, string>>;

export type Fault = keyof typeof faults;

export interface MockSettings {
  /** Default `happy`. */
  readonly scenario: Scenario;
  /** How long a request is under way: a duration, or one between two. `Infinity`: for ever. Default 0. */
  readonly latency: Duration | readonly [least: Duration, most: Duration];
  /** How likely each is, from 0 (never) to 1 (always). Default: none. */
  readonly faults: Readonly<Partial<Record<Fault, number>>>;
}

/**
 * The settings with changes.
 *
 * @throws ConfigurationError for a scenario or fault that is unknown or has no such chance; RangeError for a latency
 *   that is no duration.
 */
export function changedSettings(settings: MockSettings, changes: Partial<MockSettings>): MockSettings {
  const {
    scenario = settings.scenario,
    latency = settings.latency,
    faults: chances = settings.faults,
  } = changes;
  checkWord('scenario', scenario, scenarios);
  // A list, or one fault's name, gives none a chance.
  const written: unknown = chances;
  const fits = typeof written === 'object' && written && !Array.isArray(written);
  for (const [fault, chance] of Object.entries(fits ? chances : { [String(written)]: NaN })) {
    checkWord('fault', fault, faults);
    if (typeof chance === 'number' && chance >= 0 && chance <= 1) continue;
    throw new ConfigurationError(`The fault "${fault}" has no such chance. Give it a number from 0 to 1.`, {
      setting: 'faults',
    });
  }
  latencyRange(latency);
  return Object.freeze({ scenario, latency, faults: Object.freeze({ ...chances }) });
}

/** In milliseconds. */
export function latencyRange(latency: MockSettings['latency']): readonly [least: number, most: number] {
  const [first = NaN, second = first] = [latency].flat();
  const [least, most] = [milliseconds(first), milliseconds(second)];
  if (least <= most) return [least, most];
  throw new ConfigurationError('The least latency is over the most. Give the shorter one first.', {
    setting: 'latency',
  });
}

/** @throws ConfigurationError that lists what is known. */
export function checkWord(kind: string, word: string, known: Readonly<Record<string, string>>): void {
  if (Object.hasOwn(known, word)) return;
  throw new ConfigurationError(
    `The ${kind} "${word}" is unknown. Use one of: ${Object.keys(known).join(', ')}.`,
    { setting: kind },
  );
}
