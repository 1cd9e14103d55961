// The answers of a service that are recorded beside this file, one JSON a service, as the contract suite takes them.
import { readFileSync } from 'node:fs';
import type { AdapterSubject, RecordedAnswers } from '../suites/index.js';
import type { IssueOutcome, Outcome } from '../../src/core/index.js';

interface RecordedAnswer {
  /** Of an adapter that has several, the one that asked. */
  readonly method: string;
  readonly operation: 'confirm' | 'issue';
  /** What was asked, and how it stood. */
  readonly of: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly outcome: Outcome | IssueOutcome;
  /** Where it comes from, where this is not the file's own word. */
  readonly origin?: string;
}

export interface Recording {
  /** With its version. */
  readonly service: string;
  /** Where the answers come from: recorded from which server by which script, or read in which source. */
  readonly origin: string;
  readonly answers: readonly RecordedAnswer[];
}

export const recordingOf = (name: string): Recording =>
  JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8')) as Recording;

/** The answers of one method, by operation and kind. */
export function answersOf({ answers }: Recording, method: string): Pick<AdapterSubject, 'confirm' | 'issue'> {
  const all = (operation: RecordedAnswer['operation']) => {
    const kinds: Record<string, RecordedAnswer[]> = {};
    for (const answer of answers)
      if (answer.method === method && answer.operation === operation)
        (kinds[answer.outcome.kind] ??= []).push(answer);
    return kinds;
  };
  const confirm = all('confirm') as unknown as AdapterSubject['confirm'];
  const issue = all('issue') as RecordedAnswers<IssueOutcome>;
  return { confirm, ...(issue.issued && { issue: issue as NonNullable<AdapterSubject['issue']> }) };
}
