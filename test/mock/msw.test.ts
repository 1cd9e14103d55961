// The recipe for MSW in docs/testing.md, as it stands there: a page's own fetch meets the mock.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { after, afterEach, before, describe, it } from 'node:test';
import type { RequestHandler } from 'msw';
import { setupServer } from 'msw/node';
import { createConfirmClient, httpAdapter } from '../../src/client/index.js';
import type { Mock } from '../../src/mock/index.js';
import { recipeOf } from '../snippets.js';

// Within the repository, so that it finds what it imports.
const output = new URL('../output/', import.meta.url);
const file = new URL('msw-recipe.mjs', output);
mkdirSync(output, { recursive: true });
writeFileSync(file, await recipeOf('MSW'));
const { mock, handlers } = (await import(file.href)) as { mock: Mock; handlers: RequestHandler[] };
const server = setupServer(...handlers);

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
