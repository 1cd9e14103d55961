// Somebody with an account at the server, in a browser without a page: cookies, an origin, a password, a second factor.
import type { Service } from './service.js';

export const EMAIL = 'ada@example.org';
export const PHONE = '+4915112345678';
/** What `/sign-in/email` takes. */
export const account = { email: EMAIL, password: 'a password of the tests' };

/** What somebody is told who adds a second factor. */
export interface Enrolled {
  readonly totpURI: string;
  readonly backupCodes: readonly string[];
}

export function createPerson(service: Service) {
  const cookies = new Map<string, string>();
  let origin: string | undefined = service.origin;
  let last: { readonly path: string; readonly response: Response } | undefined;

  const fetch: typeof globalThis.fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    if (origin !== undefined) headers.set('Origin', origin);
    if (cookies.size)
      headers.set('Cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await globalThis.fetch(input, { ...init, headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (/max-age=0/i.test(cookie)) cookies.delete(name);
      else cookies.set(name, value);
    }
    last = { path: new URL(response.url).pathname, response: response.clone() };
    return response;
  };
  async function post(path: string, body: object): Promise<Readonly<Record<string, unknown>>> {
    const headers = { 'Content-Type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    const response = await fetch(`${service.origin}/api/auth${path}`, init);
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return (await response.json()) as Readonly<Record<string, unknown>>;
  }
  async function signUp(): Promise<void> {
    cookies.clear();
    await post('/sign-up/email', { ...account, name: 'Ada' });
  }
  return {
    fetch,
    /** The newest exchange. */
    last: () => last,
    forgetCookies(): void {
      cookies.clear();
    },
    /** Requests come from a page of this origin; undefined: they do not tell. A cookie comes along. */
    comeFrom(from: string | undefined): void {
      origin = from;
      cookies.set('theme', 'dark');
    },
    /** And is signed in. */
    signUp,
    /** Signs up, and adds a second factor. */
    async enrol(): Promise<Enrolled> {
      await signUp();
      const enrolled = (await post('/two-factor/enable', account)) as unknown as Enrolled;
      await post('/two-factor/verify-totp', { code: await service.totp(enrolled.totpURI) });
      return enrolled;
    },
    /** By the password: where there is a second factor, that is half of it. */
    async signIn(): Promise<void> {
      cookies.clear();
      await post('/sign-in/email', account);
    },
  };
}
