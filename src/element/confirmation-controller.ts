// The only caller of step(): holds the state, runs its effects for the element, and wakes when time changes the view.
// What the words are, and where the field is, is the element's business.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ConfirmClient, ConfirmRequest } from '../client/index.js';
import { phaseOf, start, step, view } from '../core/index.js';
import type { Effect, Event as StepEvent, IssueOutcome, Outcome, View } from '../core/index.js';
import { ConfirmationEvent, withoutToken } from './events.js';
import type { ConfirmationEventType, PublicOutcome } from './events.js';
import { at, elapsed } from './system.js';

export interface ConfirmationHost extends ReactiveControllerHost, HTMLElement {
  /** Undefined where nothing to confirm with is set: the field is a plain one then. */
  readonly client: ConfirmClient | undefined;
  readonly request: Omit<ConfirmRequest, 'code' | 'challenge'>;
  challenge: string | undefined;
  clearField(): void;
  selectField(): void;
  /** The state changed: custom states, validity. */
  stateChanged(): void;
}

type Untimed<T> = T extends unknown ? Omit<T, 'now'> : never;
type Operation = 'confirm' | 'issue';
type Settle = (outcome: PublicOutcome | undefined) => void;

export class ConfirmationController implements ReactiveController {
  state = start(undefined, {}, elapsed());
  readonly #host: ConfirmationHost;
  readonly #flights = new Map<number, AbortController>();
  readonly #waiting: Record<Operation, Settle[]> = { confirm: [], issue: [] };
  #sleep: (() => void) | undefined;

  constructor(host: ConfirmationHost) {
    this.#host = host;
    host.addController(this);
  }

  get view(): View {
    const { client } = this.#host;
    return view(this.state, elapsed(), {
      canIssue: client?.canIssue ?? false,
      canStart: client?.canStart ?? false,
    });
  }

  get outcome(): PublicOutcome | undefined {
    return withoutToken(this.state.outcome);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.tick);
    addEventListener('pageshow', this.tick);
    this.#wake();
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.tick);
    removeEventListener('pageshow', this.tick);
    this.#sleep?.();
  }

  hostUpdated(): void {
    this.#wake();
  }

  /** Acts, and resolves with what came of it; undefined where nothing was sent. */
  act(operation: Operation): Promise<PublicOutcome | undefined> {
    this.step({ type: operation });
    const { pending, queued } = this.state;
    if (pending?.operation !== operation && queued !== operation) return Promise.resolve(undefined);
    return new Promise((resolve) => this.#waiting[operation].push(resolve));
  }

  readonly tick = (): void => {
    this.step({ type: 'tick' });
  };

  step(event: Untimed<StepEvent>): void {
    const [state, effects] = step(this.state, { ...event, now: elapsed() } as StepEvent);
    const before = this.state;
    this.state = state;
    // Only what this step changed: the page may have named another challenge that is not taken yet.
    if (state.challenge !== before.challenge) this.#host.challenge = state.challenge;
    if (state !== before) this.#host.stateChanged();
    for (const effect of effects) this.#run(effect);
    this.#release();
    this.#host.requestUpdate();
  }

  // Whoever waits for an operation that is no longer under way waits no more.
  #release(): void {
    const { pending, queued } = this.state;
    for (const operation of ['confirm', 'issue'] as const)
      if (pending?.operation !== operation && queued !== operation)
        for (const settle of this.#waiting[operation].splice(0)) settle(this.outcome);
  }

  #run(effect: Effect): void {
    switch (effect.type) {
      case 'confirm':
        if (!this.#dispatch('confirming')) this.step({ type: 'vetoed', attempt: effect.attempt });
        // A listener may have taken the ground from under it: a reset, a new challenge.
        else if (this.state.pending?.attempt === effect.attempt)
          this.#send(effect.attempt, (client, signal) =>
            client.confirm(
              { ...this.#host.request, challenge: effect.challenge, code: effect.code },
              { signal },
            ),
          );
        break;
      case 'issue':
        this.#send(effect.attempt, (client, signal) => {
          const { stepName, sourceStep } = this.#host.request;
          return client.issue({ stepName, sourceStep, challenge: effect.challenge }, { signal });
        });
        break;
      case 'abort':
        this.#flights.get(effect.attempt)?.abort();
        break;
      case 'clear':
        this.#host.clearField();
        break;
      case 'select':
        this.#host.selectField();
        break;
      case 'notify':
        this.#dispatch(effect.event);
        break;
      default:
        effect satisfies never;
    }
  }

  #send(
    attempt: number,
    call: (client: ConfirmClient, signal: AbortSignal) => Promise<Outcome | IssueOutcome>,
  ): void {
    const { client } = this.#host;
    const flight = new AbortController();
    this.#flights.set(attempt, flight);
    const settle = (outcome: Outcome | IssueOutcome): void => {
      this.#flights.delete(attempt);
      this.step({ type: 'settled', attempt, outcome });
    };
    if (client)
      call(client, flight.signal).then(settle, (error: unknown) => {
        // Misuse: the page's console hears of it, the person can try again.
        settle({ kind: 'protocol' });
        reportError(error);
      });
  }

  #dispatch(type: ConfirmationEventType): boolean {
    const told = type === 'complete' || type === 'confirming' ? undefined : this.outcome;
    return this.#host.dispatchEvent(new ConfirmationEvent(type, this.#host.request.stepName, told));
  }

  #wake(): void {
    this.#sleep?.();
    const { changesAt } = this.view;
    this.#sleep = changesAt === undefined ? undefined : at(changesAt, this.tick);
  }

  get phase(): View['phase'] {
    return phaseOf(this.state);
  }
}
