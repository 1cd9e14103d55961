// What the form carries: the token under its name, never the code; the code of a plain field.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import type { DeferredAdapter } from './fixtures.js';
import { confirmed, deferredAdapter, drawn, mount, request, settled } from './fixtures.js';

let adapter: DeferredAdapter;

const entries = ({ form }: OtpConfirm) => (form ? [...new FormData(form)] : []);

function start(inside: string) {
  adapter = deferredAdapter();
  return mount(`<form>${inside}</form>`, { adapter });
}

describe('with something to confirm with', () => {
  it('the code is never an entry: before, during and after', async () => {
    const element = await start('<otp-confirm challenge="c"><input name="code"></otp-confirm>');
    element.code = '123456';
    await drawn(element);
    expect(entries(element)).to.deep.equal([]);
    void element.confirm();
    const exchange = await request(adapter.confirms);
    expect(entries(element)).to.deep.equal([]);
    exchange.answer({ kind: 'incorrect' });
    await settled(element);
    expect(entries(element)).to.deep.equal([]);
  });

  it('the token is one, under otp_token', async () => {
    const element = await start('<otp-confirm challenge="c"><input name="code"></otp-confirm>');
    await confirmed(element, adapter);
    expect(entries(element)).to.deep.equal([['otp_token', 'tok']]);
    expect(element.value).to.equal('tok');
  });

  it('the token is one under the name that the page gives', async () => {
    const element = await start('<otp-confirm challenge="c" name="second_factor"></otp-confirm>');
    await confirmed(element, adapter);
    expect(entries(element)).to.deep.equal([['second_factor', 'tok']]);
  });

  it('there is none under an empty name', async () => {
    const element = await start('<otp-confirm challenge="c" name=""><input name="code"></otp-confirm>');
    await confirmed(element, adapter);
    expect(entries(element)).to.deep.equal([]);
    expect(element.value).to.equal('tok');
  });

  it('namesakes of the input stay, in their order, whatever they hold', async () => {
    const element = await start(
      `<input name="code" value="voucher"><input name="code" value="123456">
       <otp-confirm challenge="c"><input name="code"></otp-confirm>
       <input name="code" value="area"><input name="user" value="ann">`,
    );
    element.code = '123456';
    expect(entries(element).filter(([name]) => name === 'code')).to.deep.equal([
      ['code', 'voucher'],
      ['code', '123456'],
      ['code', 'area'],
    ]);
    await confirmed(element, adapter);
    expect(entries(element).filter(([name]) => name === 'code')).to.have.length(3);
    expect(entries(element)).to.deep.include(['user', 'ann']);
  });

  it('what confirms is taken away: the token stays an entry, and a code that was sent comes to be none', async () => {
    const element = await start('<otp-confirm challenge="c"><input name="code"></otp-confirm>');
    await confirmed(element, adapter);
    element.adapter = undefined;
    expect(entries(element)).to.deep.equal([['otp_token', 'tok']]);
    element.reset();
    element.code = '654321';
    expect(entries(element)).to.deep.equal([]);
  });

  it('what confirms is taken away before anything was sent: it is a plain field', async () => {
    const element = await start('<otp-confirm challenge="c"><input name="code"></otp-confirm>');
    element.code = '123456';
    element.adapter = undefined;
    expect(entries(element)).to.deep.equal([['code', '123456']]);
  });

  it('the token goes with a reset', async () => {
    const element = await start('<otp-confirm challenge="c"></otp-confirm>');
    await confirmed(element, adapter);
    element.form?.reset();
    await drawn(element);
    expect(entries(element)).to.deep.equal([]);
    expect(element.value).to.equal('');
  });

  it('no token of a form that the element has left', async () => {
    const element = await start('<otp-confirm challenge="c"></otp-confirm>');
    await confirmed(element, adapter);
    const { form } = element;
    form?.after(element);
    await drawn(element);
    expect(form ? [...new FormData(form)] : ['no form']).to.deep.equal([]);
  });
});

describe('a plain field', () => {
  const rows = [
    ['under the name of its input', '<otp-confirm><input name="pin"></otp-confirm>', 'pin'],
    ['under the name of its input first', '<otp-confirm name="mine"><input name="pin"></otp-confirm>', 'pin'],
    ['under its name', '<otp-confirm name="mine"></otp-confirm>', 'mine'],
    ['under code', '<otp-confirm></otp-confirm>', 'code'],
  ] as const;
  for (const [what, markup, name] of rows)
    it(`is an entry ${what}, once`, async () => {
      const element = await mount(`<form>${markup}</form>`);
      element.code = '123-456';
      await drawn(element);
      expect(entries(element)).to.deep.equal([[name, '123456']]);
    });

  for (const [what, markup, name] of rows)
    it(`is an entry ${what} without the spaces around it, which a keyboard puts after a word`, async () => {
      const namesake = '<input name="pin" value=" other ">';
      const element = await mount(`<form>${namesake}${markup}${namesake}</form>`);
      Object.assign(element, { alphabet: 'text', length: 'any', code: ' aB3-dE5 ' });
      await drawn(element);
      expect(element.code).to.equal('aB3-dE5');
      const inside: [string, string][] = name === 'pin' ? [[name, 'aB3-dE5']] : [];
      const outside: [string, string][] = name === 'pin' ? [] : [[name, 'aB3-dE5']];
      const other: [string, string] = ['pin', ' other '];
      expect(entries(element)).to.deep.equal([other, ...inside, other, ...outside]);
    });

  it('is none under an empty name, as any input is', async () => {
    const element = await mount('<form><otp-confirm name=""></otp-confirm></form>');
    element.code = '123456';
    expect(entries(element)).to.deep.equal([]);
  });

  it('is none where it is disabled', async () => {
    const element = await mount('<form><otp-confirm disabled></otp-confirm></form>');
    element.code = '123456';
    await drawn(element);
    expect(entries(element)).to.deep.equal([]);
  });

  it('keeps leading zeros', async () => {
    const element = await mount('<form><otp-confirm></otp-confirm></form>');
    element.code = '000012';
    expect(entries(element)).to.deep.equal([['code', '000012']]);
  });
});
