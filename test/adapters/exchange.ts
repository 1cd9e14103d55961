// One exchange of an adapter by the client: what it sent, and what it made of the answer.
import assert from 'node:assert/strict';
import { createConfirmClient, type ConfirmAdapter } from '../../src/client/index.js';
import type { IssueOutcome, Outcome } from '../../src/core/index.js';

export interface Exchange {
  readonly url: string;
  readonly headers: Headers;
  readonly body: unknown;
  readonly outcome: Outcome | IssueOutcome;
}

export async function exchange(
  adapter: ConfirmAdapter,
  operation: 'confirm' | 'issue',
  { challenge, answer = {}, status = 200 }: { challenge?: string; answer?: unknown; status?: number } = {},
): Promise<Exchange> {
  let sent: Omit<Exchange, 'outcome'> | undefined;
  const fetch: typeof globalThis.fetch = (input, init = {}) => {
    assert.equal(init.method, 'POST');
    const url = String(input as string);
    sent = { url, headers: new Headers(init.headers), body: JSON.parse(String(init.body as string)) };
    return Promise.resolve(Response.json(answer, { status }));
  };
  const client = createConfirmClient({ adapter, fetch });
  const outcome = await (operation === 'confirm'
    ? client.confirm({ challenge, code: '012345' })
    : client.issue({ challenge }));
  assert.ok(sent, 'It was sent');
  return { ...sent, outcome };
}

/** That the tokens of a session come to the page, before the outcome does, and nowhere else. */
export async function handsOver(
  make: (onSession: (session: object) => unknown) => ConfirmAdapter,
  answer: object,
  session: object,
): Promise<void> {
  const order: string[] = [];
  let given: object | undefined;
  const adapter = make(async (tokens) => {
    given = tokens;
    await Promise.resolve();
    order.push('kept');
  });
  const { outcome } = await exchange(adapter, 'confirm', { challenge: 'c1', answer });
  order.push('confirmed');
  assert.deepEqual(order, ['kept', 'confirmed']);
  assert.deepEqual({ ...given }, session);
  assert.deepEqual(outcome, { kind: 'confirmed' });

  const failing = make(() => {
    throw new TypeError('The page is out of order');
  });
  await assert.rejects(exchange(failing, 'confirm', { challenge: 'c1', answer }), {
    name: 'SettingError',
    message: 'onSession() failed: see the cause.',
  });
}
