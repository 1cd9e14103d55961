// The OpenAPI document: valid by the standard's own schema, in the package, and telling apart what it is to tell apart.
// That the endpoint answers by it, the endpoint's own tests check at every answer.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { assertInDocument, document, isRequest, operations } from './openapi.js';

test('is a valid OpenAPI 3.1 document', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  assert.deepEqual(errors ?? [], []);
  assert.equal(valid, true);
  assert.equal(document.openapi, '3.1.0');
});

test('is in the package, under its own name', async () => {
  const url = import.meta.resolve('otp-confirm/openapi.json');
  assert.match(url, /\/src\/server\/openapi\.json$/);
  assert.deepEqual([...operations].sort(), ['confirm', 'issue', 'redeem']);
});

describe('a request', () => {
  for (const [operation, body, fits] of [
    ['confirm', { challenge: 'c', code: '123456' }, true],
    ['confirm', { challenge: 'c', stepName: 's', sourceStep: 't', otp: '123456' }, true],
    ['confirm', { challenge: 'c', code: 123456 }, false],
    ['confirm', { challenge: 'c', 'a.b': '123456' }, false],
    ['confirm', [], false],
    ['issue', {}, true],
    ['issue', { challenge: 'c', code: '123456' }, false],
    ['redeem', { token: 't', challenge: 'c', redeemKey: 'k' }, true],
    ['redeem', { token: 't' }, false],
  ] as const)
    test(`${operation} ${JSON.stringify(body)}: ${fits ? 'fits' : 'does not'}`, () => {
      assert.equal(isRequest(operation, body), fits);
    });
});

describe('an answer that is not in it is found out', () => {
  const headers = (type: string, more: Record<string, string> = {}) =>
    new Headers({
      'Content-Type': type,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      ...more,
    });
  const problem = 'application/problem+json';
  const incorrect = { type: 'urn:otp-confirm:incorrect', status: 422, attemptsRemaining: 1 };
  assertInDocument('confirm', 422, headers(problem), incorrect);
  for (const [what, status, given, body] of [
    ['a status', 418, headers(problem), incorrect],
    ['a member', 422, headers(problem), { ...incorrect, detail: 'x' }],
    ['a value', 422, headers(problem), { ...incorrect, attemptsRemaining: 0 }],
    ['a media type', 422, headers('application/json'), incorrect],
    ['a header', 422, new Headers({ 'Content-Type': problem }), incorrect],
    [
      'no Retry-After',
      429,
      headers(problem),
      { type: 'urn:otp-confirm:rate-limited', status: 429, retryAfter: 1 },
    ],
  ] as const)
    test(what, () => {
      assert.throws(() => {
        assertInDocument('confirm', status, given, body);
      });
    });
});
