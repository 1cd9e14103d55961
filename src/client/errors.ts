// What the client throws: misuse and broken adapters, never an expected "no". None carries a code, a token or a body.

export type ConfirmErrorName =
  /** A setting that cannot work. */
  | 'SettingError'
  /** A second request while another of the same kind is in flight: wait for it, or abort it. */
  | 'BusyError'
  /** An adapter threw where it should have answered: see the cause. */
  | 'AdapterError';

export class ConfirmError extends Error {
  declare readonly name: ConfirmErrorName;
  constructor(name: ConfirmErrorName, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = name;
  }
}

/** What a callback of the page gives. Its fault is the page's to mend, and no lost connection. */
export async function given<T>(name: string, callback: () => T | Promise<T>): Promise<T> {
  try {
    return await callback();
  } catch (cause) {
    throw new ConfirmError('SettingError', `${name}() failed: see the cause.`, cause);
  }
}
