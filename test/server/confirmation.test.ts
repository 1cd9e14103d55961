// What the page says of a form post beside the form itself: for which client and step it is, who asks, what its entries
// are called, and how much of it is read. What such a post comes to otherwise is endpoint.test.ts's.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { defaultComponent } from '../../src/engine/index.js';
import { endpoint, wrong } from './world.js';

const form = (entries: Record<string, string>): URLSearchParams => new URLSearchParams(entries);
const no = (outcome: object) => ({ confirmed: false, outcome });

describe('a code that was issued', () => {
  const names = { stepName: 'Confirm payment', sourceStep: 'Get payment code' };
  const cases: readonly (readonly [
    what: string,
    issued: Record<string, string>,
    other: Record<string, string>,
    refused: object,
  ])[] = [
    ['for a client', { client: 'shop' }, {}, { kind: 'challenge-unknown' }],
    [
      'for a step',
      { stepName: names.stepName },
      { stepName: 'Confirm sign-in' },
      { kind: 'incorrect', attemptsRemaining: 4 },
    ],
    ['by a step', { sourceStep: names.sourceStep }, {}, { kind: 'incorrect', attemptsRemaining: 4 }],
    [
      'by a step for a step',
      names,
      { stepName: names.stepName },
      { kind: 'incorrect', attemptsRemaining: 4 },
    ],
  ];
  for (const [what, own, other, refused] of cases)
    test(`${what} is confirmed where the page says so, and nowhere else`, async () => {
      const { otp, issued } = endpoint();
      const { challenge, code } = await issued(own);
      assert.deepEqual(await otp.readConfirmation(form({ code }), { challenge, ...other }), no(refused));
      const { stepName = 'Confirm one-time code for user' } = own;
      assert.deepEqual(await otp.readConfirmation(form({ code }), { challenge, ...own }), {
        confirmed: true,
        user: 'ada',
        stepName,
        confirmedAt: '2026-01-01T00:00:00.000Z',
      });
    });

  test("for a client has a token that no other's form can use", async () => {
    const { otp, issued } = endpoint();
    const { challenge, code } = await issued({ client: 'shop' });
    const outcome = await otp.confirm({ challenge, code, client: 'shop' });
    const token = outcome.kind === 'confirmed' ? (outcome.token ?? '') : '';
    const post = form({ otp_token: token });
    assert.deepEqual(await otp.readConfirmation(post, { challenge }), no({ kind: 'challenge-unknown' }));
    assert.equal((await otp.readConfirmation(post, { challenge, client: 'shop' })).confirmed, true);
  });
});

test('wrong codes in forms are counted by the address that the page names, and by no other', async () => {
  const { otp, issued } = endpoint({ limits: { addressFailures: [{ limit: 2, seconds: 3600 }] } });
  const { challenge, code } = await issued();
  const post = (typed: string, from: { address?: string }) =>
    otp.readConfirmation(form({ code: typed }), { challenge, ...from });
  const address = '192.0.2.1';
  for (const attemptsRemaining of [4, 3])
    assert.deepEqual(await post(wrong(code), { address }), no({ kind: 'incorrect', attemptsRemaining }));
  assert.deepEqual(await post(code, { address }), no({ kind: 'rate-limited', retryAfter: 3600 }));
  assert.deepEqual(await post(wrong(code), {}), no({ kind: 'incorrect', attemptsRemaining: 2 }));
  assert.equal((await post(code, { address: '192.0.2.2' })).confirmed, true);
});

test("the entries have the page's names, and so has the code in the component", async () => {
  const names = { stepName: 'Confirm one-time code for user', sourceStep: 'Get one-time code for user' };
  const { otp, issued } = endpoint({ component: defaultComponent({ ...names, userCodeField: 'pin' }) });
  const { challenge, code } = await issued();
  const options = { challenge, userCodeField: 'pin', tokenName: 'proof' };
  assert.deepEqual(await otp.readConfirmation(form({ code }), options), no({ kind: 'protocol' }));
  assert.equal((await otp.readConfirmation(form({ pin: code, otp_token: 'none' }), options)).confirmed, true);
  const next = await issued();
  const outcome = await otp.confirm({ ...next, userCodeField: 'pin' });
  const proof = outcome.kind === 'confirmed' ? (outcome.token ?? '') : '';
  const redeemed = await otp.readConfirmation(form({ proof }), { ...options, challenge: next.challenge });
  assert.equal(redeemed.confirmed, true);
});

describe('a form of 64 KiB is read to its last byte, and one with a byte more is not', () => {
  for (const told of [true, false])
    test(`where its length is ${told ? '' : 'not '}told`, async () => {
      const { otp, issued } = endpoint();
      const { challenge, code } = await issued();
      const request = (size: number) => {
        const rest = `&code=${code}`;
        const body = `note=${'x'.repeat(size - rest.length - 'note='.length)}${rest}`;
        const headers = new Headers({ 'Content-Type': 'application/x-www-form-urlencoded' });
        if (told) headers.set('Content-Length', String(size));
        return new Request('https://login.example.org/login', { method: 'POST', headers, body });
      };
      const long = request(65_537);
      assert.deepEqual(await otp.readConfirmation(long, { challenge }), no({ kind: 'protocol' }));
      assert.equal(long.bodyUsed, !told, 'what is said to be too long is not read at all');
      assert.equal((await otp.readConfirmation(request(65_536), { challenge })).confirmed, true);
    });
});
