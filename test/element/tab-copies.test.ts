// The same sign-in open twice, as a copied tab has it: what the server holds is the truth for both. Two elements of one
// page stand for the two tabs, in front of one engine.
import { expect } from '@open-wc/testing';
import { createMock, type Mock } from '../../src/mock/index.js';
import type { OtpConfirm } from '../../src/index.js';
import { drawn, mount, one, status } from './fixtures.js';

let mock: Mock;
let a: OtpConfirm;
let b: OtpConfirm;
let code: string;

beforeEach(async () => {
  mock = createMock({ seed: 7, clock: 'manual' });
  const issued = await mock.issue({ user: 'ada' });
  if (issued.kind !== 'issued') throw new Error(`No code was issued: ${issued.kind}.`);
  code = mock.inbox.latest?.code ?? '';
  const { challenge } = issued;
  const forms = '<form><otp-confirm></otp-confirm></form>'.repeat(2);
  a = await mount(forms, { adapter: mock.adapter, challenge });
  b = one<OtpConfirm>(a.form?.nextElementSibling ?? null, 'otp-confirm');
  Object.assign(b, { adapter: mock.adapter, challenge });
});

async function confirm(tab: OtpConfirm, text: string): Promise<string | undefined> {
  tab.code = text;
  const outcome = await tab.confirm();
  await drawn(tab);
  return outcome?.kind;
}
const wrong = (by: number) => code.replace(/\d/g, (digit) => String((Number(digit) + by) % 10));
const tokenIn = ({ form }: OtpConfirm) => new FormData(form ?? undefined).get('otp_token');

it('confirmed in one: the other is told that the code was used, and carries no token', async () => {
  expect(await confirm(a, code)).to.equal('confirmed');
  expect(await confirm(b, code)).to.equal('already-used');
  expect([b.phase, status(b)]).to.deep.equal(['expired', 'The code was used before. Ask for a new one.']);
  expect([typeof tokenIn(a), tokenIn(b)]).to.deep.equal(['string', null]);
});

it('both at once: one is confirmed', async () => {
  const kinds = await Promise.all([confirm(a, code), confirm(b, code)]);
  expect(kinds.sort()).to.deep.equal(['already-used', 'confirmed']);
});

it('wrong in both: they count together', async () => {
  for (const by of [1, 2]) expect(await confirm(a, wrong(by))).to.equal('incorrect');
  expect(await confirm(b, wrong(3))).to.equal('incorrect');
  expect(status(b)).to.match(/2 tries are left/);
  await confirm(a, wrong(4));
  expect(await confirm(b, wrong(5))).to.equal('locked');
  expect(await confirm(a, code)).to.equal('locked');
});

it('another code asked for in one: the other’s is no longer the newest', async () => {
  mock.clock.advance('30s');
  expect((await a.issue())?.kind).to.equal('issued');
  expect(await confirm(b, code)).to.equal('expired');
  expect(status(b)).to.equal('A newer code was sent. Enter the newest one. Or ask for a new one.');
  expect(await confirm(a, mock.inbox.latest?.code ?? '')).to.equal('confirmed');
});
