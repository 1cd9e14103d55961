// Answers at the edges of the wire format, row by row of wire.json: what was asked, status, headers, body, what it comes to.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { createConfirmClient, httpAdapter } from '../../src/client/index.js';

type Row = [
  what: string,
  operation: 'confirm' | 'issue',
  status: number,
  headers: Record<string, string>,
  body: string,
  outcome: object,
];
const rows = JSON.parse(readFileSync(new URL('wire.json', import.meta.url), 'utf8')) as Row[];

describe('an answer', () => {
  for (const [what, operation, status, headers, body, outcome] of rows)
    it(`${operation}: ${what}`, async () => {
      // 0 is that of a redirect that was not followed, and of nothing else that can be made here.
      const answer = () =>
        status
          ? new Response(body === '' ? null : new TextEncoder().encode(body), { status, headers })
          : Response.error();
      const client = createConfirmClient({
        adapter: httpAdapter({ endpoint: '/confirm', issueEndpoint: '/issue' }),
        fetch: () => Promise.resolve(answer()),
      });
      const told =
        operation === 'confirm'
          ? await client.confirm({ challenge: 'c1', code: '012345' })
          : await client.issue({ challenge: 'c1' });
      assert.deepEqual(told, outcome);
    });
});
