// The recipes for SMTP and for an SMS service, read out of docs/server.md as they stand there, against a mail server and an
// HTTP service on loopback: what arrives, and what comes of it where they refuse.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { after, describe, test } from 'node:test';
import { createTransport } from 'nodemailer';
import type { OtpEndpointOptions } from '../../src/server/index.js';
import { endpoint } from './world.js';

const page = readFileSync(new URL('../../docs/server.md', import.meta.url), 'utf8');

/** The `deliver` of the block that begins with these words; what it imports and reads is given. */
function recipe(begin: string, given: Readonly<Record<string, unknown>>): OtpEndpointOptions['deliver'] {
  const [, block] = new RegExp(`\`\`\`js\\n(// ${begin}[^]*?)\`\`\`\\n`).exec(page) ?? [];
  assert.ok(block, `docs/server.md has no recipe "${begin}"`);
  const body = block.replace(/^import .*;$/m, '');
  return new Function(...Object.keys(given), `${body}\nreturn deliver;`)(...Object.values(given));
}

async function listen(server: Server): Promise<string> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  after(() => server.close());
  return `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

interface Mail {
  readonly to: string;
  readonly data: string;
}

/** As much of RFC 5321 as one mail needs. Mailboxes of nobody.example are refused. */
function mailServer(received: (mail: Mail) => void): Server {
  return createServer((socket) => {
    let to = '';
    let data: string[] | undefined;
    let rest = '';
    const answers: Readonly<Record<string, () => string>> = {
      EHLO: () => '250 mail.test',
      MAIL: () => '250 OK',
      RCPT: () => (to.endsWith('@nobody.example') ? '550 No such mailbox' : '250 OK'),
      DATA: () => ((data = []), '354 Go on'),
      RSET: () => '250 OK',
      QUIT: () => '221 Bye',
    };
    const line = (said: string): string | undefined => {
      if (data === undefined) {
        to = /^RCPT TO:<(.*)>/i.exec(said)?.[1] ?? to;
        return answers[said.slice(0, 4).toUpperCase()]?.() ?? '500 What?';
      }
      if (said !== '.') return void data.push(said);
      received({ to, data: data.join('\n') });
      data = undefined;
      return '250 OK';
    };
    socket.setEncoding('utf8').on('data', (part) => {
      const lines = `${rest}${String(part)}`.split('\r\n');
      rest = lines.pop() ?? '';
      for (const said of lines) {
        const answer = line(said);
        if (answer !== undefined) socket.write(`${answer}\r\n`);
      }
    });
    socket.on('error', () => undefined);
    socket.write('220 mail.test\r\n');
  });
}

/** Issues to a destination that is good, and to one that is refused, which the next issue is told of. */
async function sendBoth(deliver: OtpEndpointOptions['deliver'], good: string, bad: string) {
  const codes: string[] = [];
  const { otp } = endpoint({
    deliver: async (message) => {
      codes.push(message.code);
      await deliver(message);
    },
  });
  const issued = await otp.issue({ user: 'ada', destination: good });
  const refused = { user: 'bob', destination: bad, firstFactor: true };
  assert.equal((await otp.issue(refused)).kind, 'issued');
  await otp.close(); // waits for both
  assert.equal(issued.kind, 'issued');
  assert.deepEqual(await otp.issue(refused), { kind: 'undeliverable' });
  return codes[0] ?? '';
}

describe('the recipe in docs/server.md', () => {
  test('for SMTP: the mail arrives with its text; a mailbox that is refused is undeliverable', async () => {
    const mails: Mail[] = [];
    const address = await listen(mailServer((mail) => mails.push(mail)));
    const process = { env: { SMTP_URL: `smtp://${address}?ignoreTLS=true&socketTimeout=10000` } };
    const deliver = recipe('SMTP', { createTransport, process });
    const code = await sendBoth(deliver, 'ada@example.org', 'bob@nobody.example');
    assert.equal(mails.length, 1);
    assert.equal(mails[0]?.to, 'ada@example.org');
    const [head = '', ...paragraphs] = mails[0].data.split('\n\n');
    assert.match(head, /^From: login@example\.org$/m);
    assert.match(head, /^Subject: Your code$/m);
    const text = paragraphs.join('\n\n').trimEnd();
    assert.equal(
      text,
      `${code} is your code. It is good for 5 minutes. Give it to nobody.\n\n@login.example.org #${code}`,
    );
  });

  test('for an SMS service: one request with number, text and key; a refusal is undeliverable', async () => {
    const posts = new Map<string, unknown>();
    const service = createHttpServer(async (incoming, outgoing) => {
      const { url, headers } = incoming;
      const sent: { to: string } = JSON.parse(await textOf(incoming));
      posts.set(sent.to, { url, key: headers.authorization, type: headers['content-type'], ...sent });
      outgoing.writeHead(sent.to === '+000' ? 400 : 202).end();
    });
    const address = await listen(service);
    const deliver = recipe('An SMS service', {
      process: { env: { SMS_KEY: 'the key' } },
      fetch: (url: string, init: RequestInit) =>
        fetch(url.replace('https://sms.example/', `http://${address}/`), init),
    });
    const code = await sendBoth(deliver, '+491700000042', '+000');
    service.closeAllConnections();
    assert.deepEqual([...posts.keys()].sort(), ['+000', '+491700000042']);
    assert.deepEqual(posts.get('+491700000042'), {
      url: '/messages',
      key: 'Bearer the key',
      type: 'application/json',
      to: '+491700000042',
      text: `${code} is your code. It is good for 5 minutes. Give it to nobody.\n\n@login.example.org #${code}`,
    });
  });
});
