// The Auth emulator as the tests have it: asked over HTTP, its codes read where it lists them.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const PROJECT = 'demo-otp-confirm';
export const PHONE = '+31612345678';
export const account = { email: 'ada@example.org', password: 'a password of the tests' };

type Said = Readonly<Record<string, unknown>>;

export async function startService() {
  const worker = new Worker(new URL('server.mjs', import.meta.url), {
    execArgv: [],
    workerData: { project: PROJECT },
  });
  const [port] = (await once(worker, 'message')) as [number];
  const origin = `http://127.0.0.1:${String(port)}`;
  const baseUrl = `${origin}/identitytoolkit.googleapis.com`;
  async function send(url: string, method: string, body: object, owner = false): Promise<Said> {
    const headers = { 'Content-Type': 'application/json', ...(owner && { Authorization: 'Bearer owner' }) };
    const response = await fetch(url, { method, headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${url}: ${await response.text()}`);
    return (await response.json()) as Said;
  }
  const ask = (path: string, body: object) => send(`${baseUrl}/${path}?key=k`, 'POST', body);
  const codes = async (): Promise<readonly { readonly code: string; readonly sessionInfo: string }[]> => {
    const response = await fetch(`${origin}/emulator/v1/projects/${PROJECT}/verificationCodes`);
    const { verificationCodes } = (await response.json()) as { verificationCodes: [] };
    return verificationCodes;
  };
  const codeOf = async (session: unknown): Promise<string> =>
    (await codes()).find(({ sessionInfo }) => sessionInfo === session)?.code ?? '';
  return {
    origin,
    baseUrl,
    ask,
    codeOf,
    /** The newest code that was sent. */
    latest: async (): Promise<string> => (await codes()).at(-1)?.code ?? '',
    /** An account with a password and a second factor; as often as it signs in: but for the factor. */
    async enrol(): Promise<void> {
      const mfa = { state: 'ENABLED', enabledProviders: ['PHONE_SMS'] };
      await send(`${baseUrl}/v2/projects/${PROJECT}/config`, 'PATCH', { mfa }, true);
      const { localId, idToken } = await ask('v1/accounts:signUp', account);
      await send(
        `${baseUrl}/v1/projects/${PROJECT}/accounts:update`,
        'POST',
        { localId, emailVerified: true },
        true,
      );
      const start = { idToken, phoneEnrollmentInfo: { phoneNumber: PHONE } };
      const { phoneSessionInfo } = await ask('v2/accounts/mfaEnrollment:start', start);
      const { sessionInfo } = phoneSessionInfo as Said;
      const phoneVerificationInfo = { sessionInfo, code: await codeOf(sessionInfo) };
      await ask('v2/accounts/mfaEnrollment:finalize', { idToken, phoneVerificationInfo });
    },
    async signIn() {
      const { mfaPendingCredential, mfaInfo } = await ask('v1/accounts:signInWithPassword', account);
      const [{ mfaEnrollmentId = '' } = {}] = mfaInfo as { mfaEnrollmentId?: string }[];
      return { mfaPendingCredential: String(mfaPendingCredential), mfaEnrollmentId };
    },
    close: async (): Promise<void> => void (await worker.terminate()),
  };
}
export type Service = Awaited<ReturnType<typeof startService>>;
