// What the person does in the sandbox, as it comes: the events of an <otp-confirm>, what the mock says of the wire, and
// what is changed. Kept as rows of a log to be read, and as actions of which a test can be made. Neither holds a code: a
// code is kept as what it means, or as which message it stood in.
import type { LogEntry } from '../../engine/index.js';
import { meanings, type CodeMeaning } from '../meanings.js';
import type { Mock, MockChange, MockLogEntry } from '../mock.js';
import type { MockSettings } from '../settings.js';
import { atLength } from './confirm-field.js';
import { duration, namesOf } from './words.js';

type Model = LogEntry['trace'][number]['input'];

export interface Row {
  readonly number: number;
  /** Milliseconds since the epoch, by the mock's clock. */
  readonly at: number;
  /** `page`: an event of the element. `wire`: a request and its answer. `mock`: what the mock did or was told. */
  readonly from: 'page' | 'wire' | 'mock';
  readonly what: string;
  readonly came?: string;
  readonly request?: Model;
  readonly answer?: Model;
}

/** Where a code came from: its meaning, the how many-th message from the newest on, or elsewhere. */
export type CodeSource = CodeMeaning | number | 'other';

export type Action =
  { readonly kind: 'change'; readonly at: number; readonly settings: Partial<MockSettings> } | Request;
export interface Request {
  readonly kind: 'confirm' | 'issue';
  /** When it was sent, and when it was answered. */
  readonly at: number;
  readonly settled: number;
  readonly code?: CodeSource;
  readonly outcome: string;
  /** Something on the way took time of the mock's. */
  readonly waited: boolean;
}

export interface Recording {
  /** When the code was issued that all this is about. */
  readonly began: number;
  readonly user: string;
  readonly settings: MockSettings;
  readonly actions: readonly Action[];
}

/** The events of an `<otp-confirm>`, in the order of its documentation. */
export const eventNames = [
  ...['complete', 'confirming', 'confirmed', 'refused', 'expired', 'locked', 'issued', 'failed'],
] as const;

const MOST = 200;
const REASONS = {
  code: 'by the code’s meaning',
  user: 'by the user’s meaning',
  scenario: 'by the scenario',
  fault: 'by a fault',
} as const;

export class Recorder {
  readonly mock: Mock;
  rows: readonly Row[] = [];
  #number = 0;
  #began: number;
  #user = 'ada';
  #settings: MockSettings;
  #actions: readonly Action[] = [];
  #known: MockSettings;
  #clock: number;
  #seen = 0;
  #sent: Pick<Request, 'at' | 'code'> | undefined;
  #slow = false;

  constructor(mock: Mock) {
    this.mock = mock;
    this.#known = this.#settings = mock.settings;
    this.#began = this.#clock = mock.clock.now();
    this.#readLog();
  }

  get recording(): Recording {
    return {
      began: this.#began,
      user: this.#user,
      settings: this.#settings,
      actions: this.#actions,
    };
  }

  /** Takes in what happened while nobody listened. */
  catchUp(): void {
    if (this.mock.log.all.length < this.#seen) this.hear('reset');
    this.hear('log');
    this.hear('settings');
  }

  hear(change: MockChange): void {
    const { clock, settings } = this.mock;
    switch (change) {
      case 'log':
        this.#readLog();
        break;
      case 'inbox':
        this.#add({ from: 'mock', what: 'message delivered' });
        break;
      case 'clock':
        this.#add({ from: 'mock', what: 'clock put forward', ...this.#passed() });
        break;
      case 'settings':
        this.#settingsChanged(settings);
        break;
      case 'reset':
        this.#seen = 0;
        this.rows = [];
        this.#known = settings;
        this.#begin(clock.now(), this.#user);
        break;
      default:
        change satisfies never;
    }
    this.#clock = clock.now();
  }

  /** Hears an event of the element; `code` is what its field holds. */
  hearEvent(type: string, outcome: string | undefined, code: string): void {
    this.#add({ from: 'page', what: type, ...(outcome === undefined ? {} : { came: outcome }) });
    const now = this.mock.clock.now();
    if (type === 'complete') return;
    if (type === 'confirming') {
      this.#sent = { at: now, code: this.#sourceOf(code) };
      this.#slow = false;
    } else if (outcome !== undefined && (this.#sent || type !== 'expired')) {
      const { latency } = this.mock.settings;
      const sent = type === 'issued' ? undefined : this.#sent;
      this.#actions = [
        ...this.#actions,
        {
          kind: sent ? 'confirm' : 'issue',
          at: now,
          ...sent,
          settled: now,
          outcome,
          waited: this.#slow || latency !== 0,
        },
      ];
      this.#sent = undefined;
      this.#slow = false;
    }
  }

  #begin(at: number, user: string): void {
    this.#began = at;
    this.#user = user;
    this.#settings = this.#known;
    this.#actions = [];
    this.#sent = undefined;
  }

  #readLog(): void {
    const { all } = this.mock.log;
    for (const entry of all.slice(this.#seen)) this.#read(entry);
    this.#seen = all.length;
  }

  #read(entry: MockLogEntry): void {
    const { type, outcome, at, trace } = entry;
    if (type === 'mock') {
      if (outcome === 'slow') this.#slow = true;
      this.#add({ from: 'mock', at, what: REASONS[entry.why], came: outcome });
      return;
    }
    const [first, last] = [trace[0], trace.at(-1)];
    const { error } = entry;
    this.#add({
      from: 'wire',
      at,
      what: type,
      came: error === undefined ? outcome : `${outcome}: ${error}`,
      ...(first === undefined ? {} : { request: first.input }),
      ...(last === undefined ? {} : { answer: last.output }),
    });
    // A sign-in begins here: the server asks, having seen the password.
    if (type === 'issue' && outcome === 'issued') this.#begin(at, nameOf(first?.input.user));
  }

  #settingsChanged(settings: MockSettings): void {
    const { scenario, latency, faults } = settings;
    const changed = {
      ...(scenario === this.#known.scenario ? {} : { scenario }),
      ...(JSON.stringify([latency]) === JSON.stringify([this.#known.latency]) ? {} : { latency }),
      ...(JSON.stringify(faults) === JSON.stringify(this.#known.faults) ? {} : { faults }),
    };
    this.#known = settings;
    const names = Object.keys(changed);
    if (!names.length) return;
    this.#actions = [...this.#actions, { kind: 'change', at: this.mock.clock.now(), settings: changed }];
    for (const name of names)
      this.#add({
        from: 'mock',
        what: name,
        ...(name === 'scenario' ? { came: scenario } : { came: 'changed' }),
      });
  }

  // By how much, where nothing else moves the clock.
  #passed(): { came?: string } {
    const { clock } = this.mock;
    return clock.kind === 'manual' ? { came: `+${duration(clock.now() - this.#clock)}` } : {};
  }

  #sourceOf(code: string): CodeSource {
    // The right one of the seed may look like one with a meaning.
    const messages = [...this.mock.inbox.all].reverse();
    const index = messages.findIndex((message) => message.code === code);
    if (index >= 0) return index;
    for (const name of namesOf(meanings))
      if (atLength(meanings[name].code, code.length) === code) return name;
    return 'other';
  }

  #add(row: Omit<Row, 'number' | 'at'> & { readonly at?: number }): void {
    const at = row.at ?? this.mock.clock.now();
    this.rows = [...this.rows.slice(1 - MOST), { ...row, at, number: (this.#number += 1) }];
  }
}

/** Nobody's name: a user's meaning is what a test needs. */
function nameOf(user: unknown): string {
  const [suffix = ''] = typeof user === 'string' ? (/\+[a-z]+(?=@|$)/i.exec(user) ?? []) : [];
  return `ada${suffix}`;
}
