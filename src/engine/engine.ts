// The engine's operations: each runs its dataflow, whose code steps come back here, and is logged with its trace.
// Codes and tokens are made in issuing.ts and confirming.ts; what must be atomic is the store's.
import type { Outcome } from '../core/index.js';
import { createAlarm } from './alarm.js';
import type { IssueResult } from './challenge.js';
import type { CodeRequest, Definition } from './component.js';
import { checkComponent, definitionWith } from './configuration.js';
import { createConfirmer } from './confirming.js';
import {
  prepareDataflow,
  runPrepared,
  type Dataflow,
  type DataflowRun,
  type RunContext,
  type TraceRecord,
} from './dataflow.js';
import { ConfigurationError, DataflowError, nameOf } from './errors.js';
import { createIssuer, type Facts, type Issued } from './issuing.js';
import { createKeyring } from './keyring.js';
import { checkLimits } from './limits.js';
import { createManager } from './managing.js';
import { isTooLong, plainMembers, type RawModel } from './model.js';
import type { Engine, EngineOptions, IssueRequest, LogEntry } from './operations.js';
import { CONFIRM_CODE, defaultComponent, GET_CODE, type StepNames } from './steps.js';
import { tell } from './telling.js';

export const DEFAULT_CLIENT = 'default';
const DEFAULT_FIELD = 'code';

/** The store's errors stay what they are: an operator goes by their names. */
const OWN_CODES = true;

type KeepTrace = (record: TraceRecord) => void;

/** @throws ConfigurationError where an option or the component cannot work; the message says what to do. */
export function createEngine(options: EngineOptions): Engine {
  const { store, clock, random, deliver, log, exposeCodes = false, tokenPrefix = '', component } = options;
  const limits = checkLimits(options.limits);
  const keyring = createKeyring(options.keys, options.nameKey);
  if (typeof component === 'object') checkComponent(component, options);
  const confirmer = createConfirmer({
    store,
    clock,
    random,
    keyring,
    limits,
    tokenPrefix,
    wrong: createAlarm(limits.alarm, clock, () => {
      record({ type: 'alarm', outcome: 'many-failures', step: '', trace: [] });
    }),
  });
  const issuer = createIssuer({
    store,
    clock,
    random,
    deliver,
    keyring,
    limits,
    decoys: options.decoys ?? false,
    defer: options.defer ?? ((work) => void work()),
    undelivered: (error, { stepName: step, id: challenge }) => {
      record({ type: 'deliver', outcome: 'failed', step, trace: [], challenge, error: nameOf(error) });
    },
  });
  const manager = createManager({ store, clock, keyring });

  function record(entry: Omit<LogEntry, 'at'>): void {
    void tell(() => log?.(Object.freeze({ at: clock.now(), ...entry })));
  }

  async function logged<T extends { readonly kind: string }>(
    type: LogEntry['type'],
    step: string,
    operation: (keep: KeepTrace) => Promise<T>,
  ): Promise<T> {
    const trace: TraceRecord[] = [];
    try {
      const result = await operation((kept) => void trace.push(kept));
      record({ type, outcome: result.kind, step, trace: Object.freeze(trace) });
      return result;
    } catch (error) {
      record({ type, outcome: 'failed', step, trace: Object.freeze(trace), error: nameOf(error) });
      throw error;
    }
  }

  // A definition is checked once, and what was checked is what runs.
  const prepared = new WeakMap<Definition, Dataflow>();
  function prepare(definition: Definition): Dataflow {
    const known = prepared.get(definition);
    if (known !== undefined) return known;
    const dataflow = prepareDataflow(definition, options);
    prepared.set(definition, dataflow);
    return dataflow;
  }

  // Of the default dataflows the last of each type alone is kept: their names may be anybody's.
  const last = new Map<string, { readonly key: string; readonly dataflow: Dataflow }>();
  function defaultFor(type: string, stepName: string, names: StepNames): Dataflow {
    const key = JSON.stringify(names);
    const kept = last.get(type);
    if (kept?.key === key) return kept.dataflow;
    const definition = definitionWith(defaultComponent(names), type, stepName);
    if (definition === undefined)
      throw new ConfigurationError('A step has no name. Give stepName and sourceStep, or leave them out.');
    const dataflow = prepareDataflow(definition, options);
    last.set(type, { key, dataflow });
    return dataflow;
  }

  // A step that the configured component does not hold runs the default dataflow under that name: its code was
  // not issued for it, so that it ends as a wrong code, charged, and tells nothing of what is configured.
  function dataflowFor(type: string, stepName: string, names: StepNames): Dataflow {
    const configured = typeof component === 'function' ? component(names) : component;
    const found = configured && definitionWith(configured, type, stepName);
    return found === undefined ? defaultFor(type, stepName, names) : prepare(found);
  }

  function shown({ result, code }: Issued): Issued {
    return { result, code: exposeCodes ? code : undefined };
  }

  const codeSteps: RunContext = {
    clock,
    userInfo: options.userInfo,
    // In a run that is no operation the model alone says for whom, and which challenge.
    issueCode: async (asked) => shown(await issuer.first(asked, factsOf({ client: asked.client }), NOBODY)),
    confirmCode: (answer) => confirmer.confirm(answer, answer.client ?? DEFAULT_CLIENT, undefined, NOBODY),
  };
  // Assigned, not spread: V8 takes half a microsecond for each member that a literal adds after what it spreads.
  const runWith = (dataflow: Dataflow, model: RawModel, own: Partial<RunContext>): Promise<DataflowRun> =>
    runPrepared(dataflow, model, Object.assign({}, codeSteps, own), OWN_CODES);

  /** Runs the dataflow that issues; what its step is answered is the operation's result. */
  async function runIssue(
    model: Record<'user' | 'client' | 'stepName' | 'sourceStep', string>,
    keep: KeepTrace,
    issue: (asked: CodeRequest) => Promise<Issued>,
  ): Promise<IssueResult> {
    const { stepName, sourceStep } = model;
    const names = { stepName, sourceStep, userCodeField: DEFAULT_FIELD };
    const dataflow = dataflowFor(GET_CODE, sourceStep, names);
    const answer: { result?: IssueResult } = {};
    await runWith(dataflow, model, {
      traced: keep,
      issueCode: async (asked) => {
        const issued = await issue(asked);
        answer.result = issued.result;
        return shown(issued);
      },
    });
    return answer.result ?? { kind: 'server', status: 500 };
  }

  return {
    issue({ user, client = DEFAULT_CLIENT, stepName = CONFIRM_CODE, sourceStep = GET_CODE, ...request }) {
      const { codeLifetime } = request;
      return logged('issue', sourceStep, async (keep): Promise<IssueResult> => {
        if (isTooLong(user)) return { kind: 'protocol' };
        return runIssue({ user, client, stepName, sourceStep }, keep, (asked) =>
          issuer.first(
            { ...asked, codeLifetime: codeLifetime ?? asked.codeLifetime },
            factsOf({ ...request, client }),
            { address: request.address },
          ),
        );
      });
    },

    reissue({ client = DEFAULT_CLIENT, stepName = CONFIRM_CODE, sourceStep = GET_CODE, ...request }) {
      const { challenge: id, idempotencyKey, address } = request;
      return logged('reissue', sourceStep, async (keep): Promise<IssueResult> => {
        const row = await store.get(id);
        // A code is issued again for the purpose that it had, never for one that the request names.
        if (row?.client !== client || row.stepName !== stepName || row.sourceStep !== sourceStep) {
          return { kind: 'challenge-unknown' };
        }
        const { user } = row;
        const codeLifetime = (row.expires - row.issuedAt) / 1000;
        return runIssue({ user, client, stepName, sourceStep }, keep, (asked) =>
          issuer.again(
            { ...asked, user, codeLifetime },
            { ...factsOf(row), root: row.root },
            { address },
            { id, idempotencyKey },
          ),
        );
      });
    },

    confirm(request) {
      const { client = DEFAULT_CLIENT, stepName = CONFIRM_CODE, sourceStep = GET_CODE } = request;
      const { challenge, code, userCodeField = DEFAULT_FIELD, idempotencyKey, address } = request;
      return logged('confirm', stepName, async (keep): Promise<Outcome> => {
        const dataflow = dataflowFor(CONFIRM_CODE, stepName, { stepName, sourceStep, userCodeField });
        const answer: { outcome?: Outcome } = {};
        // The field comes last: a page may name it as it likes, and client and challenge are not read from here.
        const model = { client, challenge, stepName, sourceStep, [userCodeField]: code };
        try {
          await runWith(dataflow, model, {
            traced: keep,
            hide: [userCodeField],
            confirmCode: async (asked) => {
              answer.outcome = await confirmer.confirm({ ...asked, challenge }, client, idempotencyKey, {
                address,
              });
              return answer.outcome;
            },
          });
        } catch (error) {
          if (!isUnfit(model, error) || answer.outcome !== undefined) throw error;
        }
        return answer.outcome ?? { kind: 'protocol' };
      });
    },

    redeem({ client = DEFAULT_CLIENT, stepName = CONFIRM_CODE, ...request }) {
      return logged('redeem', stepName, () => confirmer.redeem(request, client, stepName));
    },

    async run(definition, model) {
      const { response, trace } = await logged('run', definition.name, async (keep) => ({
        kind: 'done',
        ...(await runWith(prepareDataflow(definition, options), model, { traced: keep })),
      }));
      return { response, trace };
    },

    status: ({ client = DEFAULT_CLIENT, ...subject }) => manager.status(subject, client),

    async revoke({ client = DEFAULT_CLIENT, ...subject }) {
      const count = await manager.revoke(subject, client);
      record({ type: 'revoke', outcome: count > 0 ? 'revoked' : 'nothing', step: '', trace: [], ...subject });
      return count;
    },

    async unlock({ client = DEFAULT_CLIENT, ...subject }) {
      const unlocked = await manager.unlock(subject, client);
      record({ type: 'unlock', outcome: unlocked ? 'unlocked' : 'nothing', step: '', trace: [], ...subject });
      return unlocked;
    },

    sweep: () => store.sweep(clock.now()),
  };
}

/**
 * Whether it is the request that does not fit: its field is not the configured one, or what is in it is no text. An error that
 * names no field, one that a script or a step gave, or one that it lost, is theirs.
 */
function isUnfit(model: RawModel, error: unknown): boolean {
  if (!(error instanceof DataflowError) || error.field === undefined || error.given) return false;
  return typeof plainMembers(model)[error.field] !== 'string';
}

/** Where no browser asks. */
const NOBODY = { address: undefined };

/** Of a request, which never says its root, or of the row that is replaced, whose times and state stay with it. */
function factsOf(given: { readonly [Name in keyof IssueRequest]?: IssueRequest[Name] | undefined }): Facts {
  return {
    client: given.client ?? DEFAULT_CLIENT,
    root: undefined,
    channel: given.channel,
    // Blank is none: counted as a destination, all who have none would share its limit, which shows who has one.
    destination: given.destination?.trim() ? given.destination : undefined,
    language: given.language,
    firstFactor: given.firstFactor ?? false,
    contextHash: given.contextHash,
    length: given.length ?? 6,
    alphabet: given.alphabet ?? 'digits',
  };
}
