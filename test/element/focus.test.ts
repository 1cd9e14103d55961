// The focus is the person's: an answer brings it to the field, where what is wrong is, only from where the code was sent. Who
// went elsewhere meanwhile stays there. That it stays in the field throughout is shown beside what is done there.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import { click, pressKeys, type } from './browser.js';
import type { DeferredAdapter } from './fixtures.js';
import { deferredAdapter, inputOf, mount, one, request, selectionOf, settled } from './fixtures.js';

let adapter: DeferredAdapter;
let element: OtpConfirm;
const other = () => one<HTMLInputElement>(document, '#other');

const PLACES = ['div', 'form'] as const;
/** All of a code is entered, and the focus is in the field. */
async function start(around: (typeof PLACES)[number]): Promise<void> {
  adapter = deferredAdapter();
  element = await mount(
    `<${around}>
      <otp-confirm challenge="c1"><a slot="actions" href="#another" id="way">Another way</a></otp-confirm>
      <input id="other" aria-label="Name of this device"><button id="button">Sign in</button>
    </${around}>`,
    { adapter },
  );
  if (around === 'div')
    one(document, '#button').addEventListener('click', () => {
      void element.confirm();
    });
  element.focus();
  await type('123456');
}
async function answer(kind: 'incorrect' | 'network'): Promise<void> {
  (await request(adapter.confirms)).answer({ kind });
  await settled(element);
}
const isAt = (node: Element | undefined) => document.activeElement === node;

for (const around of PLACES)
  describe(`in a ${around}`, () => {
    beforeEach(() => start(around));

    it('who writes elsewhere while the code is confirmed goes on writing there', async () => {
      await pressKeys('Enter');
      other().focus();
      await type('my ');
      await answer('incorrect');
      await type('phone');
      expect([other().value, element.code]).to.deep.equal(['my phone', '123456']);
      element.focus();
      expect(selectionOf(inputOf(element)), 'the next key replaces the wrong code').to.deep.equal([0, 6]);
    });

    it('who is about to take another way stays there', async () => {
      await pressKeys('Enter');
      one<HTMLElement>(element, '#way').focus();
      await answer('incorrect');
      expect(isAt(one(element, '#way'))).to.be.true;
    });

    it('a button of the page, pressed, gives it to the field', async () => {
      await click(one(document, '#button'));
      await answer('incorrect');
      expect(isAt(element.input)).to.be.true;
      expect(selectionOf(inputOf(element))).to.deep.equal([0, 6]);
    });

    it('one that the page disables meanwhile, too', async () => {
      const button = one<HTMLButtonElement>(document, '#button');
      element.addEventListener('confirming', () => {
        button.disabled = true;
      });
      await click(button);
      await answer('incorrect');
      expect(isAt(element.input)).to.be.true;
    });
  });

describe('in a form', () => {
  beforeEach(() => start('form'));

  it('who has lost the connection and writes elsewhere goes on writing there', async () => {
    await pressKeys('Enter');
    other().focus();
    await answer('network');
    expect(isAt(other())).to.be.true;
  });

  it('a page that takes the confirmation back may lead it elsewhere', async () => {
    element.addEventListener('confirming', (event) => {
      event.preventDefault();
      other().focus();
    });
    await pressKeys('Enter');
    await type('me');
    expect(other().value).to.equal('me');
  });
});

describe('in a shadow tree of the page', () => {
  let root: ShadowRoot;
  beforeEach(async () => {
    await start('div');
    const place = one<HTMLElement>(document, 'div:has(> otp-confirm)');
    root = place.attachShadow({ mode: 'open' });
    root.append(...place.childNodes);
    // The move took it away.
    element.focus();
  });

  it('who goes on to another field there stays in it', async () => {
    const field = one<HTMLElement>(root, '#other');
    await pressKeys('Enter');
    field.focus();
    await answer('incorrect');
    expect(root.activeElement === field).to.be.true;
  });

  it('a button there, pressed, gives it to the field', async () => {
    await click(one(root, '#button'));
    await answer('incorrect');
    expect(root.activeElement === element.input).to.be.true;
  });
});
