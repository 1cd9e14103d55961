// The only caller of step(): holds the state, runs its effects for the element, and wakes when time changes the view.
// What the words are, and where the field is, is the element's business.
import type { ConfirmClient, ConfirmRequest } from '../client/index.js';
import { blank, step, view } from '../core/index.js';
import type {
  Abilities,
  Effect,
  Event as StepEvent,
  IssueOutcome,
  Operation,
  Outcome,
  State,
  View,
} from '../core/index.js';
import { ConfirmationEvent, redirectOf, withoutToken } from './events.js';
import type { ConfirmationEventType, PublicOutcome } from './events.js';
import { at, elapsed, hearAt } from './system.js';

export interface ConfirmationHost {
  /** Made when it is needed; undefined where nothing to confirm with is set: the field is a plain one then. */
  readonly client: () => ConfirmClient | undefined;
  /** What each request tells beside challenge and code. */
  readonly request: () => Omit<ConfirmRequest, 'code' | 'challenge'>;
  readonly challengeChanged: (challenge: string | undefined) => void;
  /** The state changed, or time its view. */
  readonly stateChanged: () => void;
  readonly clearField: () => void;
  readonly selectField: () => void;
  /** The service sends the page on, and nothing else takes it there. */
  readonly redirected: (address: string) => void;
  /** What that client can do, and how countdowns go. */
  readonly abilities: () => Abilities;
  /** The page is shown: from the page cache, or loaded, and maybe with what the form remembers. */
  readonly shown: (cached: boolean) => void;
}

type Untimed<T> = T extends unknown ? Omit<T, 'now'> : never;
type Told = PublicOutcome | undefined;

export class ConfirmationController {
  state: State = blank;
  readonly #element: HTMLElement;
  readonly #host: ConfirmationHost;
  /** The last request that was sent: none is while another is in flight. */
  #flight: AbortController | undefined;
  #waiting: { readonly operation: Operation; readonly settle: (outcome: Told) => void }[] = [];
  #sleep: (() => void) | undefined;
  #deafen: (() => void) | undefined;
  #seen: { readonly state: State; readonly known: string; readonly view: View } | undefined;
  /** The view that was drawn: while it holds, time alone is nothing to tell of. */
  drawn: View | undefined;

  constructor(element: HTMLElement, host: ConfirmationHost) {
    this.#element = element;
    this.#host = host;
  }

  /** Worked out anew where the state, what can be done or the time has made it another. */
  get view(): View {
    const { state } = this;
    const can = this.#host.abilities();
    // Each by its name: an array of them, made some twenty times for a field, cost a page with many of them 3 % of its time.
    const known = String(can.canIssue) + String(can.canStart) + String(can.exact);
    let seen = this.#seen;
    if (
      seen?.state !== state ||
      seen.known !== known ||
      // To look at the clocks costs more than all the rest.
      (seen.view.changesAt && seen.view.changesAt <= elapsed())
    )
      seen = this.#seen = { state, known, view: view(state, elapsed(), can) };
    return seen.view;
  }

  get outcome(): Told {
    return withoutToken(this.state.outcome);
  }

  connect(): void {
    // At the window: a named image may stand in the place of a member of the document's.
    this.#deafen = hearAt(window, ['visibilitychange', 'pageshow', 'online', 'offline'], this.look);
    this.look();
  }

  disconnect(): void {
    this.#deafen?.();
    this.#sleep?.();
  }

  /** Acts, and resolves with what came of it; undefined where nothing was sent. */
  act(operation: Operation): Promise<Told> {
    return new Promise((settle) => {
      this.#waiting.push({ operation, settle });
      this.step({ type: operation });
    });
  }

  /** What time has done, and what came back with the page. */
  readonly look = (event?: Event): boolean => {
    if (event?.type === 'pageshow') this.#host.shown((event as PageTransitionEvent).persisted);
    const type = event?.type;
    this.step({ type: type === 'online' || type === 'offline' ? type : 'tick' });
    return false;
  };

  step(event: Untimed<StepEvent>): void {
    const before = this.state;
    const [state, effects] = step(before, { ...event, now: elapsed() });
    this.state = state;
    // Only what this step changed: the page may have named another challenge that is not taken yet.
    if (state.challenge !== before.challenge) this.#host.challengeChanged(state.challenge);
    // Whoever waits for an operation that is no longer under way waits no more; an effect may start the next one.
    const { pending, queued } = state;
    const waited = this.#waiting;
    this.#waiting = waited.filter(({ operation }) => [pending?.operation, queued].includes(operation));
    const told = event.type === 'settled' ? this.outcome : undefined;
    if (state !== before || this.view !== this.drawn) this.#host.stateChanged();
    for (const effect of effects) this.#run(effect);
    for (const each of waited)
      if (!this.#waiting.includes(each))
        each.settle(before.pending?.operation === each.operation ? told : undefined);
    this.#sleep?.();
    const { changesAt } = this.view;
    if (changesAt && this.#element.isConnected) this.#sleep = at(changesAt, this.look);
  }

  #run(effect: Effect): void {
    const host = this.#host;
    const { type } = effect;
    switch (type) {
      case 'confirm':
      case 'issue': {
        const { attempt, challenge, code } = effect;
        const client = type === 'confirm' && !this.#dispatch('confirming') ? undefined : host.client();
        if (!client) this.step({ type: 'vetoed', attempt });
        // A listener may have taken the ground from under it: the adapter, a reset, a new challenge.
        if (!client || this.state.pending?.attempt !== attempt) return;
        const { userCodeField, ...names } = host.request();
        const flight = (this.#flight = new AbortController());
        const settle = (outcome: Outcome | IssueOutcome): void => {
          this.step({ type: 'settled', attempt, outcome });
        };
        // What is asked for is not told the code.
        const answer: Promise<Outcome | IssueOutcome> = client[type](
          { ...names, challenge, ...(type === 'confirm' && { userCodeField, code }) } as ConfirmRequest,
          flight,
        );
        answer.then(settle, (error: unknown) => {
          // Misuse: the page's console hears of it, the person can try again.
          settle({ kind: 'protocol' });
          reportError(error);
        });
        break;
      }
      case 'abort':
        this.#flight?.abort();
        break;
      case 'clear':
        host.clearField();
        break;
      case 'select':
        host.selectField();
        break;
      case 'notify': {
        const told = effect.event === 'complete' ? undefined : this.outcome;
        const redirect = redirectOf(told);
        if (this.#dispatch(effect.event, told) && redirect) host.redirected(redirect);
        break;
      }
      default:
        effect satisfies never;
    }
  }

  #dispatch(type: ConfirmationEventType, told?: Told): boolean {
    return this.#element.dispatchEvent(new ConfirmationEvent(type, this.#host.request().stepName, told));
  }
}
