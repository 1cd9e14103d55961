// The tokens that a service in PHP or Python redeems, with the files of demo/server, over the wire: in the interpreters
// that this machine has.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { after, before, describe, test } from 'node:test';
import { listen, type Listening } from '../e2e/node-http.js';
import { endpoint, SECRET } from './world.js';

const clients = {
  default: { redeemSecret: SECRET },
  other: { redeemSecret: 'the secret of another service' },
};
const folder = fileURLToPath(new URL('../../demo/server', import.meta.url));

interface Language {
  readonly name: string;
  readonly command: string;
  readonly argumentsFor: (token: string, challenge: string) => readonly string[];
}
const languages: readonly Language[] = [
  {
    name: 'PHP',
    command: 'php',
    argumentsFor: (...given) => [
      '-r',
      'require "redeem.php"; echo json_encode(redeem($argv[1], $argv[2]));',
      '--',
      ...given,
    ],
  },
  {
    name: 'Python',
    command: 'python3',
    argumentsFor: (...given) => [
      '-c',
      'import json, sys; from redeem import redeem; print(json.dumps(redeem(*sys.argv[1:])))',
      ...given,
    ],
  },
];

function reasonToSkip({ name, command }: Language): string | undefined {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' });
    return undefined;
  } catch {
    console.error(
      `!!! REDEEMING FROM ${name.toUpperCase()} IS NOT TESTED. Get it by: apt-get install ${command}`,
    );
    return `${command} is not there`;
  }
}

for (const language of languages)
  describe(`${language.name} redeems`, { skip: reasonToSkip(language) ?? false }, () => {
    const world = endpoint({ clients, limits: { destination: [] } });
    let server: Listening;
    before(async () => {
      server = await listen((request) => world.otp.handler(request));
    });
    after(() => server.close());

    async function redeem(token: string, challenge: string, secret = SECRET): Promise<unknown> {
      const { stdout } = await promisify(execFile)(
        language.command,
        language.argumentsFor(token, challenge),
        {
          cwd: folder,
          env: {
            ...process.env,
            OTP_REDEEM_URL: `${server.origin}/otp/redeem`,
            OTP_REDEEM_SECRET: secret,
            PYTHONDONTWRITEBYTECODE: '1',
          },
        },
      );
      return JSON.parse(stdout);
    }
    async function confirmed(client = 'default') {
      const { challenge, code } = await world.issued({ client, contextHash: 'order 42' });
      const outcome = await world.otp.confirm({ challenge, code, client });
      return { challenge, token: outcome.kind === 'confirmed' ? (outcome.token ?? '') : '' };
    }

    test('a valid token, and is told who has confirmed what', async () => {
      const { token, challenge } = await confirmed();
      assert.deepEqual(await redeem(token, challenge), {
        status: 'redeemed',
        user: 'ada',
        client: 'default',
        stepName: 'Confirm one-time code for user',
        contextHash: 'order 42',
        confirmedAt: new Date(Date.UTC(2026, 0, 1)).toISOString(),
      });
    });

    test('no token twice', async () => {
      const { token, challenge } = await confirmed();
      assert.notEqual(await redeem(token, challenge), null);
      assert.equal(await redeem(token, challenge), null);
    });

    test("no other client's token, and the token stays good", async () => {
      const { token, challenge } = await confirmed('other');
      assert.equal(await redeem(token, challenge), null);
      assert.equal(await redeem(token, challenge, 'a secret that nobody has'), null);
      assert.notEqual(await redeem(token, challenge, clients.other.redeemSecret), null);
    });

    test('no token under another challenge, and nothing that is none', async () => {
      const [one, other] = [await confirmed(), await confirmed()];
      assert.equal(await redeem(one.token, other.challenge), null);
      assert.equal(await redeem('"', ''), null);
    });
  });
