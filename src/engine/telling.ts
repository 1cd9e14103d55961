// Telling whoever looks on, such as a log: what comes of that is theirs alone.

/** Calls it at once. What it throws, then or later, costs no user a code that is consumed already, and ends no process. */
export async function tell(listener: () => unknown): Promise<void> {
  try {
    await listener();
  } catch {
    // As said.
  }
}
