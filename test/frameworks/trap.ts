// A trap that docs/frameworks.md names: what is edited in the starter, and what then has to be said or seen.
import type { Edit } from './starter.js';
import type { Visit } from './visit.js';

/** The build says it. */
export interface BuildRow {
  readonly edits: readonly Edit[];
  readonly says: RegExp;
  readonly fails: boolean;
}

/** The page shows it, in each browser. */
export interface PageRow {
  readonly edits: readonly Edit[];
  seen(visit: Visit): Promise<unknown>;
}

export interface Traps {
  /** The starter. */
  readonly of: string;
  readonly packageEdits?: readonly Edit[];
  readonly env?: NodeJS.ProcessEnv;
  readonly index?: string;
  readonly builds?: Readonly<Record<string, BuildRow>>;
  readonly pages?: Readonly<Record<string, PageRow>>;
}

/** The field's tag, with one more attribute. */
export const attribute = (file: string, text: string): Edit => [
  file,
  'endpoint="/otp/confirm"',
  `endpoint="/otp/confirm" ${text}`,
];
