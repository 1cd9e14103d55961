// What the engine throws: misuse only. A wrong or late code is an outcome, and no message here quotes a value.

/** A component, a setting or an option that cannot work. What is known of where stands beside the message. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  declare readonly definition: string | undefined;
  declare readonly stage: string | undefined;
  declare readonly step: string | undefined;
  declare readonly setting: string | undefined;

  constructor(
    message: string,
    where: { definition?: string; stage?: string; step?: string; setting?: string; cause?: unknown } = {},
  ) {
    super(message, where);
    Object.assign(this, where);
  }
}

/** A model that a step cannot work on. `step` and `field` say which. */
export class DataflowError extends Error {
  override readonly name = 'DataflowError';
  declare readonly step: string;
  declare readonly field: string | undefined;
  /** Whether the field is one of those that the step, or a part of the page's in it, gave. */
  declare readonly given: boolean | undefined;
  /** Where it could not be read. */
  declare readonly setting: string | undefined;

  constructor(
    message: string,
    where: { step: string; field?: string; given?: boolean; setting?: string; cause?: unknown },
  ) {
    super(message, where);
    Object.assign(this, where);
  }
}

/** What ended a step: the engine's own errors as they are, of whatever else the page's parts threw the cause. */
export function ofStep(step: string, cause: unknown, part = `Step "${step}"`): Error {
  for (const own of [DataflowError, ConfigurationError, StoreError]) if (cause instanceof own) return cause;
  // The message of what was thrown may quote what it worked on: it stays in the cause.
  return new DataflowError(`${part} failed. See the cause.`, { step, cause });
}

/** For a trace and a log, which quote no message. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}

/** A store that cannot be reached, or cannot be used as it is; the message says what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}
