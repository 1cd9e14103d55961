// What the engine throws: misuse only. A wrong or late code is an outcome, and no message here quotes a value.

/** A component, a setting or an option that cannot work. What is known of where stands beside the message. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly definition: string | undefined;
  readonly stage: string | undefined;
  readonly step: string | undefined;
  readonly setting: string | undefined;

  constructor(
    message: string,
    where: { definition?: string; stage?: string; step?: string; setting?: string; cause?: unknown } = {},
  ) {
    super(message, { cause: where.cause });
    this.definition = where.definition;
    this.stage = where.stage;
    this.step = where.step;
    this.setting = where.setting;
  }
}

/** A model that a step cannot work on. `step` and `field` say which. */
export class DataflowError extends Error {
  override readonly name = 'DataflowError';
  readonly step: string;
  readonly field: string | undefined;

  constructor(message: string, where: { step: string; field?: string; cause?: unknown }) {
    super(message, { cause: where.cause });
    this.step = where.step;
    this.field = where.field;
  }
}

/** A store that cannot be reached, or cannot be used as it is; the message says what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}
