// What the mock writes down of itself: which code, user, scenario or fault it let come true.
import type { LogEntry } from '../engine/index.js';

/** What the mock did about a request, beside the engine's own entries. */
export interface MockNote {
  readonly type: 'mock';
  /** What made it. */
  readonly why: 'code' | 'user' | 'scenario' | 'fault';
  /** The meaning, the user's suffix, the scenario or the fault. */
  readonly outcome: string;
  readonly step: string;
  readonly at: number;
  readonly trace: LogEntry['trace'];
  readonly challenge?: string;
}

export type Note = (about: Pick<MockNote, 'why' | 'outcome' | 'challenge'>) => void;
