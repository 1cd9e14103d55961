// What a check of the contract is, and what the checks share: the recorded answers in a row, how a breach is told.
import type { Operation } from './outcome-shape.js';
import type { Drive, Told } from './driver.js';
import { drive } from './driver.js';
import type { AdapterSubject, Recorded } from './subject.js';

/** One check. `run` rejects with an Error that says what the adapter did, which rule that breaks and what to do. */
export interface AdapterRule {
  /** `rule 4: sends one request, whatever comes back`. */
  readonly name: string;
  /** Its number in the contract. */
  readonly rule: number;
  run(): Promise<void>;
}

/** Says that a rule is broken: what the adapter did, and what it is to do instead. */
export type Breach = (did: string, instead: string) => never;

export function rule(
  number: number,
  behaviour: string,
  check: (breach: Breach) => Promise<void>,
): AdapterRule {
  const breach: Breach = (did, instead) => {
    throw new Error(`Rule ${String(number)}: the adapter ${did}. ${instead}.`);
  };
  return { name: `rule ${String(number)}: ${behaviour}`, rule: number, run: () => check(breach) };
}

export interface Case extends Recorded {
  readonly operation: Operation;
  readonly outcome: { readonly kind: string };
}

/** Every recorded answer. */
export function casesOf({ confirm, issue }: AdapterSubject): readonly Case[] {
  const all = (operation: Operation, answers: object | undefined): readonly Case[] =>
    Object.values(answers ?? {})
      .flat()
      .map((answer: Omit<Case, 'operation'>) => ({ ...answer, operation }));
  return [...all('confirm', confirm), ...all('issue', issue)];
}
export const operationsOf = ({ issue }: AdapterSubject): readonly Operation[] =>
  issue ? ['confirm', 'issue'] : ['confirm'];
/** The first recorded answer of a kind. */
export const firstOf = (subject: AdapterSubject, kind: string): Case | undefined =>
  casesOf(subject).find(({ outcome }) => outcome.kind === kind);

/** An answer in a few words: `confirm, 422 {"type":"…`. */
export function titleOf({ operation, status, body }: Recorded & { readonly operation: Operation }): string {
  const text = typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
  return `${operation}, answered ${String(status)} ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`.trim();
}

/** What came of a call, in a few words. */
export function toldOf(told: Told): string {
  if ('hangs' in told) return 'never answered';
  if ('outcome' in told) return `answered ${JSON.stringify(told.outcome) ?? 'nothing'}`;
  return `threw ${told.error instanceof Error ? told.error.name : typeof told.error}`;
}

/** Asks once, and is answered so. */
export const asked = (
  subject: AdapterSubject,
  answer: Recorded & { readonly operation: Operation },
): Promise<Told> => drive(subject, answer, ({ call }: Drive) => call(answer.operation));
