// Turning to what is the page's or the platform's, such as a log: what comes of that is theirs alone.

/** Calls it at once. What it throws, then or later, costs no user a code that is consumed already, and ends no process. */
export async function tell(listener: () => unknown, otherwise?: (error: unknown) => unknown): Promise<void> {
  try {
    await listener();
  } catch (error) {
    await otherwise?.(error);
  }
}
