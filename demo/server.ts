// The login's server, played in the page on the mock engine: what it asks of the engine. It draws nothing.
import { createMock } from 'otp-confirm/mock';
import { component, sourceStep, stepName } from './component.js';

export const mock = createMock({ component });

/** What the page asks crosses the line that the element's requests cross. */
function cross(): void {
  if (mock.settings.scenario === 'offline') throw new TypeError('Failed to fetch');
}

/** What a server keeps of a login between its two steps. */
interface Session {
  readonly user: string;
  /** The first challenge: it is the root of those that a resend makes. */
  readonly challenge: string;
}
let session: Session | undefined;

/**
 * The first step: any password will do. Issues the code.
 *
 * @throws TypeError where there is no connection, as fetch does.
 */
export async function acceptPassword(user: string) {
  cross();
  const issued = await mock.issue({
    user,
    stepName,
    sourceStep,
    channel: 'sms',
    destination: '+1 555 010 0142',
  });
  session = issued.kind === 'issued' ? { user, challenge: issued.challenge } : undefined;
  return issued;
}

/**
 * The second step: redeems the token that the form posts. A token counts only for the user and the step it was
 * made for.
 *
 * @throws TypeError where there is no connection, as fetch does.
 */
export async function acceptToken(token: string) {
  cross();
  if (!session) return undefined;
  const { user, challenge } = session;
  const redeemed = await mock.redeem({ token, challenge, stepName });
  if (redeemed.kind !== 'redeemed' || redeemed.user !== user) return undefined;
  session = undefined;
  return redeemed;
}

/** The user has left the login. */
export function forget(): void {
  session = undefined;
}
