// Waiting that a signal can call off.

/** The work's end, or the signal's reason, whichever comes first; `after` is called at either. */
export async function orAborted<T>(
  signal: AbortSignal | undefined,
  work: Promise<T>,
  after?: () => void,
): Promise<T> {
  const listening = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    signal?.addEventListener('abort', reject, { once: true, signal: listening.signal });
  });
  try {
    return await Promise.race([work, aborted]);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    listening.abort();
    after?.();
  }
}
