// The errors that the client throws. Each says what to do; none carries a code, a token or a body.

/** A connection that failed before a whole answer was there. The client turns it into the outcome `network`. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
  constructor(cause: unknown) {
    super('The endpoint could not be reached, or closed the connection half way. Try again.', { cause });
  }
}

/** An adapter that threw where it should have answered. Look at `cause`, and let the adapter return an outcome. */
export class AdapterError extends Error {
  override readonly name = 'AdapterError';
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
  }
}

/** A second request while one of the same kind is in flight. Wait for its outcome, or abort it first. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
  constructor(operation: 'confirm' | 'issue') {
    super(`Another ${operation} is in flight: wait for its outcome, or abort it by its signal first.`);
  }
}

/** A setting that cannot work. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
}
