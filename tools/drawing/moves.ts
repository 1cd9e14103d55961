// Every move of the confirmation, asked of the machine itself: plain states of each phase, each event and each outcome,
// and where step() leads from there. What is drawn of it is dot.ts's matter.
import { phaseOf, start, step } from '../../src/core/index.js';
import type { Event, IssueOutcome, Outcome, Phase, State } from '../../src/core/index.js';

type Of<Union, Kind> = Extract<Union, { readonly kind: Kind }>;
type Examples<Union extends { readonly kind: string }> = {
  readonly [Kind in Union['kind']]: readonly Of<Union, Kind>[];
};

// One of each kind; of the two that branch, one for each branch. A new kind without a row does not compile.
const shared = {
  locked: [
    { kind: 'locked', scope: 'challenge' },
    { kind: 'locked', scope: 'account' },
    { kind: 'locked', scope: 'account', retryAfter: 60 },
  ],
  'rate-limited': [{ kind: 'rate-limited', retryAfter: 30 }],
  'challenge-unknown': [{ kind: 'challenge-unknown' }],
  rejected: [{ kind: 'rejected', reason: 'policy' }],
  network: [{ kind: 'network' }],
  timeout: [{ kind: 'timeout' }],
  server: [{ kind: 'server', status: 503 }],
  protocol: [{ kind: 'protocol' }],
  aborted: [{ kind: 'aborted' }],
} as const;
const confirmOutcomes: Examples<Outcome> = {
  confirmed: [{ kind: 'confirmed', token: 't', tokenExpiresIn: 300 }],
  incorrect: [{ kind: 'incorrect' }],
  expired: [{ kind: 'expired' }],
  'already-used': [{ kind: 'already-used' }],
  ...shared,
};
const issueOutcomes: Examples<IssueOutcome> = {
  issued: [{ kind: 'issued', challenge: 'c2', info: { resendIn: 30 } }],
  undeliverable: [{ kind: 'undeliverable' }],
  ...shared,
};

/** One move: by an event, or by an outcome's kind. What stays where it is is none. */
export interface Move {
  readonly from: Phase;
  readonly to: Phase;
  readonly by: string;
  /** In flight: where it was before it was sent. */
  readonly origin?: Phase | undefined;
}

/** A plain state of a phase: nothing lasts in it from before. */
interface Situation {
  readonly state: State;
  readonly now: number;
  readonly origin?: Phase | undefined;
}
// `online` is an event that the machine need not know: then it moves nothing.
type Occurrence =
  | (Event extends infer Each ? (Each extends Event ? Omit<Each, 'now'> : never) : never)
  | { readonly type: 'online' };

const edits = ['', '1', '123456', '654321'].map((code): Occurrence => ({
  type: 'edit',
  code,
  complete: code.length === 6,
  auto: false,
}));
// What may happen whatever the state is.
const always: readonly Occurrence[] = [
  ...edits,
  { type: 'confirm' },
  { type: 'issue' },
  { type: 'unusable', reason: 'none' },
  { type: 'challenge', challenge: 'c3', info: {} },
  { type: 'reset' },
  { type: 'disconnect' },
  { type: 'online' },
  { type: 'offline' },
];

/** The types of all events that are played. */
export const EVENTS: ReadonlySet<string> = new Set([
  ...always.map(({ type }) => type),
  'tick',
  'vetoed',
  'settled',
]);

interface Happening {
  readonly by: string;
  readonly what: Occurrence;
  readonly at: number;
}

function happeningsIn({ state, now }: Situation): readonly Happening[] {
  const { pending, accountLock, waitUntil, resendAt, expiresAt, tokenExpiresAt } = state;
  const ends = [accountLock?.until, waitUntil, resendAt, expiresAt, tokenExpiresAt];
  const kinds: Readonly<Record<string, readonly (Outcome | IssueOutcome)[]>> =
    pending?.operation === 'issue' ? issueOutcomes : confirmOutcomes;
  return [
    ...always.map((what) => ({ by: what.type, what, at: now })),
    ...ends.flatMap((at) =>
      at !== undefined && at > now ? [{ by: 'tick', what: { type: 'tick' } as const, at }] : [],
    ),
    ...(pending
      ? [{ by: 'vetoed', what: { type: 'vetoed', attempt: pending.attempt } as const, at: now }]
      : []),
    ...(pending ? Object.values(kinds).flat() : []).map((outcome) => ({
      by: outcome.kind,
      what: { type: 'settled', attempt: pending?.attempt ?? 0, outcome } as const,
      at: now,
    })),
  ];
}

const played = ({ state }: Situation, { what, at }: Happening): Situation => ({
  state: step(state, { ...what, now: at })[0],
  now: at,
});
const phase = ({ state }: Situation): Phase => phaseOf(state);
const follow = (from: readonly Situation[], by: (happening: Happening) => boolean): readonly Situation[] =>
  from.flatMap((situation) =>
    happeningsIn(situation)
      .filter(by)
      .map((happening) => ({ ...played(situation, happening), origin: phase(situation) })),
  );
const isSend = ({ what: { type } }: Happening): boolean => type === 'confirm' || type === 'issue';

interface Moves {
  readonly moves: readonly Move[];
  /** What moves some states of a phase and leaves others where they are. */
  readonly held: readonly Pick<Move, 'from' | 'by'>[];
}

/** The moves of the machine, each once. */
export function movesOf(): Moves {
  const typing = follow(
    [{ state: start('c1', { expiresIn: 300 }, 0), now: 0 }],
    ({ what }) => what.type === 'edit',
  );
  const flying = (from: readonly Situation[]): readonly Situation[] =>
    follow(from, isSend).filter(({ state }) => state.pending);
  const first = flying(typing);
  const rests = follow(first, ({ what }) => what.type === 'settled').filter(
    (rest) => !typing.some((each) => phase(each) === phase(rest)),
  );
  // The same with another code typed, where that changes nothing else.
  const typed = rests.flatMap((rest) =>
    follow([rest], ({ what }) => what.type === 'edit').filter((each) => phase(each) === phase(rest)),
  );
  const resting = [...typing, ...rests, ...typed].map(({ state, now }): Situation => ({ state, now }));
  const moves = new Map<string, Move>();
  const held = new Map<string, Pick<Move, 'from' | 'by'>>();
  for (const situation of [...resting, ...first, ...flying([...rests, ...typed])])
    for (const happening of happeningsIn(situation)) {
      const [from, to] = [phase(situation), phase(played(situation, happening))];
      const { by } = happening;
      const { origin } = situation;
      if (from === to) held.set(`${from} ${by}`, { from, by });
      else moves.set(`${from} ${to} ${by} ${String(origin)}`, { from, to, by, origin });
    }
  const all = [...moves.values()];
  return {
    moves: all,
    held: [...held.values()].filter(({ from, by }) =>
      all.some((move) => move.from === from && move.by === by),
    ),
  };
}
