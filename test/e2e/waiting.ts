// Waiting for what another process brings about. The one place of these tests where real time counts.
import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE = 10_000;
const BETWEEN_LOOKS = 15;

/**
 * Asks until there is an answer that is not undefined, and gives it. A question that throws has none: a page on its
 * way out cannot be asked.
 *
 * @throws Error after ten seconds: `what` was waited for, and as its cause what the last question threw.
 */
export async function answerTo<T>(
  question: () => T | undefined | Promise<T | undefined>,
  what: () => string,
): Promise<T> {
  const deadline = performance.now() + PATIENCE;
  let cause: unknown;
  do {
    try {
      const answer = await question();
      if (answer !== undefined) return answer;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    await pause(BETWEEN_LOOKS);
  } while (performance.now() < deadline);
  throw new Error(`Waited in vain: ${what()}`, { cause });
}
