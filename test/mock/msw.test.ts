// The recipe for MSW in docs/testing.md, as it stands there: a page's own fetch meets the mock.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { createConfirmClient, httpAdapter } from '../../src/client/index.js';
import { createMock } from '../../src/mock/index.js';

const mock = createMock({ seed: 1, clock: 'manual' });
const server = setupServer(
  http.post('*/otp/:operation', async ({ request }) => {
    try {
      return await mock.fetch(request);
    } catch {
      return HttpResponse.error(); // a connection that is lost
    }
  }),
);

describe('behind MSW', () => {
  before(() => {
    server.listen({ onUnhandledRequest: 'error' });
  });
  after(() => {
    server.close();
  });
  afterEach(() => {
    mock.reset();
  });

  const adapter = httpAdapter({
    endpoint: 'https://shop.example/otp/confirm',
    issueEndpoint: 'https://shop.example/otp/issue',
  });
  for (const [code, kind] of [
    ['424242', 'confirmed'],
    ['000001', 'incorrect'],
    ['000002', 'expired'],
    ['000005', 'network'],
    ['000006', 'server'],
  ] as const)
    it(`${code} is ${kind}`, async () => {
      const issued = await mock.issue({ user: 'ada' });
      const challenge = issued.kind === 'issued' ? issued.challenge : '';
      const client = createConfirmClient({ adapter, retries: 0 });
      const outcome = await client.confirm({ code, challenge });
      assert.equal(outcome.kind, kind);
    });
});
