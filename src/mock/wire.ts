// The way between the page and the engine's endpoint: reads what is sent, has it take its time, lets it get lost, and
// has come true what the scenario, the code or the user stand for. Every answer that arrives is the endpoint's own.
import type { LogEntry } from '../engine/index.js';
import { orAborted } from './abort.js';
import { connectionLost } from './errors.js';
import { meaningOf, SLOW, userMeaningOf, type CodeMeaning } from './meanings.js';
import type { MockClock } from './mock-clock.js';
import type { MockStore } from './mock-store.js';
import type { Post } from './post.js';
import { latencyRange, type Fault, type MockSettings, type Scenario } from './settings.js';

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

interface Parts {
  readonly handle: (request: Request) => Promise<Response>;
  readonly known: MockStore;
  readonly post: Post;
  readonly clock: MockClock;
  readonly settings: () => MockSettings;
  /** A number from 0 to under 1. */
  readonly draw: () => number;
  /** Whether it happens this time. */
  readonly happens: (fault: Fault, challenge: string) => boolean;
  readonly note: Note;
  /** Redeems a token as somebody else. */
  readonly redeem: (token: string, challenge: string, stepName: string | undefined) => Promise<unknown>;
}

/** What is on its way. */
interface Sent {
  readonly request: Request;
  readonly body: ArrayBuffer;
  readonly operation: string;
  readonly members: Readonly<Record<string, unknown>>;
  readonly challenge: string;
  /** The user code field, and what stands in it. */
  readonly field: string;
  readonly code: string;
}

type Fate = CodeMeaning | 'locked-out';

/** What a scenario makes of the first try. */
const FIRST_TRY: Readonly<Partial<Record<Scenario, Fate>>> = {
  'wrong-then-right': 'wrong',
  'expires-while-typing': 'expired',
  'locked-out': 'locked-out',
};
const PROTOCOL_NAMES = new Set(['stepName', 'sourceStep', 'challenge']);

export function createWire(parts: Parts): (request: Request) => Promise<Response> {
  const { handle, known, post, clock, settings, draw, happens, note, redeem } = parts;
  /** The key of each line's first try: a retry of it is the first one still. */
  const tries = new Map<string, string | null>();

  function isFirstTry(root: string, key: string | null): boolean {
    if (!tries.has(root)) {
      tries.set(root, key);
      return true;
    }
    return key !== null && tries.get(root) === key;
  }

  function fateOf({ request, operation, challenge, code }: Sent): Fate | undefined {
    const { scenario } = settings();
    if (scenario === 'offline') {
      note({ why: 'scenario', outcome: scenario, challenge });
      return 'connection-lost';
    }
    const line = known.lineOf(challenge);
    const right = post.codeOf(challenge);
    // Of another shape the engine refuses it, uncharged: that is no try.
    if (operation !== 'confirm' || line === undefined || code.length !== right?.length) return undefined;
    const first = FIRST_TRY[scenario];
    if (first !== undefined && isFirstTry(line.root, request.headers.get('Idempotency-Key'))) {
      note({ why: 'scenario', outcome: scenario, challenge });
      return first;
    }
    const meaning = code === right ? undefined : meaningOf(code);
    if (meaning !== undefined) note({ why: 'code', outcome: meaning, challenge });
    return meaning;
  }

  async function reach(sent: Sent): Promise<Response> {
    const { challenge } = sent;
    const line = known.lineOf(challenge);
    if (line !== undefined && userMeaningOf(line.user) === 'slow') {
      note({ why: 'user', outcome: 'slow', challenge });
      await clock.wait(SLOW);
    }
    const right = post.codeOf(challenge) ?? '';
    const fate = fateOf(sent);
    switch (fate) {
      case undefined:
        return handle(resent(sent));
      case 'accepted':
        return handle(resent(sent, right));
      case 'wrong':
        return handle(resent(sent, otherThan(right)));
      case 'expired':
        known.age(challenge);
        return handle(resent(sent, right));
      case 'exhausted':
        await known.exhaust(challenge);
        return handle(resent(sent));
      case 'rate-limited':
        known.limit(challenge);
        return handle(resent(sent));
      case 'connection-lost':
        throw connectionLost('the request did not arrive');
      case 'server-error':
        return known.failing(challenge, () => handle(resent(sent)));
      case 'slow':
        await clock.wait(SLOW);
        return handle(resent(sent, right));
      case 'already-redeemed': {
        const answer = await handle(resent(sent, right));
        const { token } = membersOf(await answer.clone().text());
        const { stepName } = sent.members;
        if (typeof token === 'string') {
          await redeem(token, challenge, typeof stepName === 'string' ? stepName : undefined);
        }
        return answer;
      }
      case 'locked-out':
        known.lockOut(challenge);
        return handle(resent(sent, otherThan(right)));
      default:
        return fate satisfies never;
    }
  }

  return async (request) => {
    const { signal } = request;
    signal.throwIfAborted();
    const operation = new URL(request.url).pathname.replace(/\/+$/, '').split('/').at(-1) ?? '';
    // What a service's server asks crosses no page's connection.
    if (request.method !== 'POST' || (operation !== 'confirm' && operation !== 'issue')) {
      return orAborted(signal, handle(request));
    }
    const sent = await readSent(request, operation);
    const { challenge } = sent;
    const [least, most] = latencyRange(settings().latency);
    await clock.wait(least === most ? least : Math.round(least + draw() * (most - least)), signal);
    if (happens('request-lost', challenge)) throw connectionLost('the request did not arrive');
    if (happens('captive-portal', challenge)) return portal();
    const failing = happens('server-error', challenge);
    // A server that is at it goes on though nobody waits for its answer any more.
    const answer = failing ? known.failing(challenge, () => handle(resent(sent))) : reach(sent);
    const response = await orAborted(signal, answer);
    if (happens('answer-lost', challenge)) throw connectionLost('the answer did not arrive');
    return response;
  };
}

async function readSent(request: Request, operation: string): Promise<Sent> {
  const body = await request.arrayBuffer();
  const members = membersOf(new TextDecoder().decode(body));
  const { challenge } = members;
  const field = Object.keys(members).find((name) => !PROTOCOL_NAMES.has(name)) ?? 'code';
  const code = members[field];
  return {
    request,
    body,
    operation,
    members,
    challenge: typeof challenge === 'string' ? challenge : '',
    field,
    code: typeof code === 'string' ? code.replace(/[\s-]/g, '') : '',
  };
}

/** As it came, or with another code. Where nothing can be read, the endpoint says so. */
function resent({ request, body, members, field }: Sent, code?: string): Request {
  return new Request(request, {
    method: 'POST',
    body: code === undefined ? body : JSON.stringify({ ...members, [field]: code }),
  });
}

function membersOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? { ...body } : {};
  } catch {
    return {};
  }
}

/** A code of the same shape that is not the right one. 2 and 3 stand in every alphabet. */
function otherThan(right: string): string {
  return right.slice(0, -1) + (right.endsWith('2') ? '3' : '2');
}

function portal(): Response {
  return new Response('<!doctype html><title>Welcome to our network</title>', {
    headers: { 'Content-Type': 'text/html' },
  });
}
