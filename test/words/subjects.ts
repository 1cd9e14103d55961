// What the tests of the words speak of: a view as the core gives it, with what the case at hand changes, and what is
// said of it. Owns no assertion.
import { readdirSync } from 'node:fs';
import { start, view } from '../../src/core/index.js';
import type { Status, View } from '../../src/core/index.js';
import type { Locale } from '../../src/element/messages.js';
import { words } from '../../src/element/words.js';
import type { Subject, Words } from '../../src/element/words.js';

export const LOCALES = new URL('../../src/element/locales/', import.meta.url);

/** Every language of the package, by its file. */
export const locales: ReadonlyMap<string, Locale> = new Map(
  await Promise.all(
    readdirSync(LOCALES).map(async (file): Promise<[string, Locale]> => {
      const { default: locale } = (await import(new URL(file, LOCALES).href)) as { default: Locale };
      return [file.replace('.ts', ''), locale];
    }),
  ),
);

export interface Given extends Partial<Omit<Subject, 'view'>> {
  readonly view?: Partial<View>;
}

const nothing = view(start(undefined, {}, 0), 0, { canIssue: false, canStart: false });

/** What is said; in English, of six digits, where the case says nothing else. */
export const said = ({ view: seen, ...given }: Given = {}): Words =>
  words({
    lang: 'en',
    messages: undefined,
    outcome: undefined,
    length: 6,
    alphabet: 'digits',
    exact: false,
    auto: false,
    confirms: true,
    offline: false,
    ...given,
    view: { ...nothing, ...seen },
  });

/** The status alone. */
export const saidOf = (kind: Status['kind'], seconds?: number, given: Given = {}): string =>
  said({ ...given, view: { ...given.view, status: { kind, seconds } } }).status;

// Named one by one: the compiler holds that none is forgotten.
const kindsOf: Record<Status['kind'], true> = {
  confirmed: true,
  incorrect: true,
  expired: true,
  'already-used': true,
  replaced: true,
  locked: true,
  'account-locked': true,
  'rate-limited': true,
  'challenge-unknown': true,
  rejected: true,
  network: true,
  timeout: true,
  server: true,
  protocol: true,
  issued: true,
  'not-sent': true,
  undeliverable: true,
  'resend-wait': true,
  free: true,
  online: true,
  'too-long': true,
  ambiguous: true,
  none: true,
  complete: true,
  incomplete: true,
  expiring: true,
  lapsed: true,
};
export const kinds = Object.keys(kindsOf) as Status['kind'][];

const SECONDS = [0, 1, 2, 5, 11, 21, 59, 60, 90, 3600, 86_400];

/** Everything that can be spoken of, so that each word of a language is said. */
export function* grid(lang: string): Generator<Given> {
  for (const length of [6, 'any', 2, 21] as const)
    for (const alphabet of ['digits', 'alphanumeric'] as const)
      for (const destination of [undefined, '•••• 42'])
        for (const auto of [false, true]) yield { lang, length, alphabet, auto, view: { destination } };
  for (const phase of ['confirming', 'issuing'] as const) yield { lang, view: { phase } };
  for (const exact of [false, true])
    for (const seconds of SECONDS) {
      const issue = { starts: false, wait: seconds };
      yield { lang, exact, view: { expiresIn: seconds, issue } };
      yield { lang, exact, view: { confirmWait: seconds, issue: { ...issue, starts: true } } };
      yield { lang, exact, confirms: false, view: { confirmWait: seconds } };
      yield { lang, exact, view: { act: 'retry', confirmWait: seconds } };
      for (const kind of ['account-locked', 'rate-limited', 'resend-wait'] as const)
        yield { lang, exact, view: { status: { kind, seconds } } };
    }
  for (const kind of kinds)
    for (const attemptsRemaining of [undefined, 1, 2, 5, 21])
      for (const issue of [undefined, { starts: false, wait: 0 }])
        for (const offline of [false, true])
          for (const alphabet of ['digits', 'text'] as const)
            yield {
              lang,
              offline,
              alphabet,
              outcome: offline ? { kind: 'incorrect', maybeExpired: true } : undefined,
              view: { attemptsRemaining, issue, status: { kind } },
            };
}
