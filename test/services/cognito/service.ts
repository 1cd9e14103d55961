// cognito-local as the tests have it: a process of its own on a free port, in a folder of its own that holds one user pool. Its
// codes are read where it prints them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerTo } from '../../e2e/waiting.js';

export const PASSWORD = 'a password of the tests';
export const CLIENT = 'client1';
/** Their names, and what they have beside the password. */
export const ADA = 'ada';
export const BOB = 'bob';

const require = createRequire(new URL('package.json', import.meta.url));
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const START = '2026-01-01T00:00:00.000Z';
const dates = { UserCreateDate: START, UserLastModifiedDate: START };
const user = (name: string, more: object) => ({
  Username: name,
  Attributes: [
    { Name: 'sub', Value: name },
    { Name: 'email', Value: `${name}@example.org` },
    { Name: 'phone_number', Value: '+31612345678' },
  ],
  Enabled: true,
  Password: PASSWORD,
  RefreshTokens: [],
  UserStatus: 'CONFIRMED',
  ...dates,
  ...more,
});

/** It has no request that gives somebody a number for codes: the pool is written before it starts. */
function writePool(folder: string): void {
  const db = join(folder, '.cognito', 'db');
  mkdirSync(db, { recursive: true });
  const write = (name: string, value: object) => {
    writeFileSync(join(db, `${name}.json`), JSON.stringify(value));
  };
  const client = { ClientId: CLIENT, ClientName: 'The page', UserPoolId: 'local_1' };
  write('clients', {
    Clients: {
      [CLIENT]: { ...client, RefreshTokenValidity: 30, CreationDate: START, LastModifiedDate: START },
    },
  });
  write('local_1', {
    Options: { Id: 'local_1', Name: 'Tests', UsernameAttributes: [], AutoVerifiedAttributes: ['email'] },
    Users: {
      [ADA]: user(ADA, { MFAOptions: [{ DeliveryMedium: 'SMS', AttributeName: 'phone_number' }] }),
      [BOB]: user(BOB, {
        SoftwareTokenMfaConfiguration: { Secret: SECRET, Verified: true },
        UserMFASettingList: ['SOFTWARE_TOKEN_MFA'],
      }),
    },
  });
}

export async function startService() {
  const folder = mkdtempSync(join(tmpdir(), 'otp-confirm-cognito-'));
  writePool(folder);
  const program = require.resolve('cognito-local/lib/bin/start.js');
  const env = { ...process.env, PORT: '0', HOST: '127.0.0.1' };
  const child = spawn(process.execPath, [program], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  const ended = once(child, 'exit');
  const port = await answerTo(
    () => /running on http:\/\/127\.0\.0\.1:(\d+)/.exec(printed)?.[1],
    () => `cognito-local to start: ${printed}`,
  );
  const endpoint = `http://127.0.0.1:${port}/`;
  const post = (operation: string, members: object): Promise<Response> =>
    fetch(endpoint, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-amz-json-1.1',
        'X-Amz-Target': `AWSCognitoIdentityProviderService.${operation}`,
      },
      body: JSON.stringify({ ClientId: CLIENT, ...members }),
    });
  return {
    endpoint,
    /** Asks as a page does before there is a code. */
    async ask(operation: string, members: object): Promise<Readonly<Record<string, unknown>>> {
      const response = await post(operation, members);
      if (!response.ok) throw new Error(`${operation}: ${await response.text()}`);
      return (await response.json()) as Readonly<Record<string, unknown>>;
    },
    /** The codes that it sent so far, once there are so many. It prints one thing when the next one comes: a complaint. */
    codes: (count: number): Promise<readonly string[]> =>
      answerTo(
        async () => {
          await post('GetUser', {});
          const all = [...printed.matchAll(/Code:\s+(\d{6})/g)].map(([, code = '']) => code);
          return all.length >= count ? all : undefined;
        },
        () => `${String(count)} codes`,
      ),
    /** What the authenticator app of somebody shows now. */
    totp: (): string =>
      (require('cognito-local/lib/services/totp.js') as { generate(secret: string): string }).generate(
        SECRET,
      ),
    async close(): Promise<void> {
      process.off('exit', end);
      end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
export type Service = Awaited<ReturnType<typeof startService>>;
