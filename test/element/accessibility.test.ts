// What assistive technology gets of the element, as each engine computes it; the keyboard alone; axe.
// Where the engine cannot say it, the test says so and is skipped.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import type { Outcome } from '../../src/core/index.js';
import { ax, heard, live, pressKeys, type } from './browser.js';
import type { DeferredAdapter } from './fixtures.js';
import {
  advance,
  autofill,
  cells,
  confirmWith,
  deferredAdapter,
  drawn,
  inputOf,
  mount,
  one,
  part,
  request,
  resetClock,
  settled,
} from './fixtures.js';

let adapter: DeferredAdapter;
let element: OtpConfirm;

async function start(markup = '<otp-confirm challenge="c"></otp-confirm>') {
  adapter = deferredAdapter();
  element = await mount(markup, { adapter });
}
async function field() {
  const found = await ax(inputOf(element));
  if (!found) throw new Error('The engine leaves the field out of its tree.');
  return found;
}

describe('the field', () => {
  it('has a name and a description, and is not invalid', async () => {
    await start();
    const { name, description, invalid, readonly, disabled } = await field();
    expect(name).to.equal('Code');
    expect(description).to.equal('Enter the 6-digit code.');
    expect([invalid, readonly, disabled]).to.deep.equal([false, false, false]);
  });

  it("has the author's name and the author's description beside the hint", async () => {
    await start(
      `<p id="own">Look into the app.</p>
       <otp-confirm><label slot="label" for="mine">PIN</label><input id="mine" aria-describedby="own"></otp-confirm>`,
    );
    const { name, description } = await field();
    expect(name).to.equal('PIN');
    expect(description).to.contain('Look into the app.');
    expect(description).to.contain('Enter the 6-digit code.');
  });

  it("has the page's hint, and the announcement of auto-confirm", async () => {
    await start('<otp-confirm><p slot="hint">Six digits, by post.</p></otp-confirm>');
    expect((await field()).description).to.contain('Six digits, by post.');
    await start('<otp-confirm challenge="c" auto-confirm></otp-confirm>');
    expect((await field()).description).to.match(/as soon as it is complete/);
  });

  it('is invalid, and described by the error, after a wrong code and until the next edit', async () => {
    await start();
    await confirmWith(element, adapter, { kind: 'incorrect', attemptsRemaining: 2 });
    const wrong = await field();
    expect(wrong.invalid).to.be.true;
    expect(wrong.description).to.contain('Enter the 6-digit code.');
    expect(wrong.description).to.contain('The code is wrong.');
    expect(wrong.description).to.contain('2 tries');
    await type('1');
    await drawn(element);
    const edited = await field();
    expect(edited.invalid).to.be.false;
    expect(edited.description).to.equal('Enter the 6-digit code.');
  });

  it('is required, read-only and disabled where it is', async () => {
    await start('<otp-confirm challenge="c" required></otp-confirm>');
    expect((await field()).required).to.be.true;
    await confirmWith(element, adapter, { kind: 'confirmed' });
    expect((await field()).readonly).to.be.true;
    await start('<otp-confirm disabled></otp-confirm>');
    expect((await field()).disabled).to.be.true;
  });

  it('is all there is of the code: the cells are left out', async () => {
    await start();
    autofill(inputOf(element), '123456');
    await drawn(element);
    const [first] = cells(element);
    if (!first) throw new Error('There are no cells.');
    expect(await ax(first)).to.be.null;
  });

  it('stands in a group that the step names', async () => {
    await start('<otp-confirm step-name="Confirm sign-in"></otp-confirm>');
    const group = await ax(element);
    expect([group?.role, group?.name]).to.deep.equal(['group', 'Confirm sign-in']);
  });
});

describe('the status', () => {
  beforeEach(() => start());

  it('is a polite live region, there and empty from the first', async () => {
    expect(await live(element)).to.deep.equal({ live: 'polite', text: '' });
  });

  const outcomes: [Outcome, RegExp][] = [
    [{ kind: 'incorrect' }, /The code is wrong/],
    [{ kind: 'expired' }, /expired/],
    [{ kind: 'locked', scope: 'challenge' }, /Too many/],
    [{ kind: 'network' }, /connection/],
    [{ kind: 'confirmed' }, /confirmed/],
  ];
  for (const [outcome, words] of outcomes)
    it(`says what came of it: ${outcome.kind}`, async () => {
      const said = await heard(element, () => confirmWith(element, adapter, outcome));
      expect(said.at(-1)).to.match(words);
      expect((await live(element)).text).to.match(words);
    });

  it('says the same refusal again where it comes again', async () => {
    await confirmWith(element, adapter, { kind: 'incorrect' });
    await type('654321');
    await drawn(element);
    const checking = await heard(element, async () => {
      await pressKeys('Enter');
      await request(adapter.confirms, 2);
    });
    expect(checking).to.have.length(1);
    const said = await heard(element, async () => {
      (await request(adapter.confirms, 2)).answer({ kind: 'incorrect' });
      await settled(element);
    });
    expect(said).to.have.length(1);
    expect(said[0]).to.contain('The code is wrong');
  });

  it('says words that are there already in a block that is new', async () => {
    element.focus();
    await type('1234567');
    await drawn(element);
    const region = part(element, 'status');
    const [words, block] = [region.textContent, region.firstElementChild];
    expect(words).to.contain('too long');
    await type('7');
    await drawn(element);
    expect(region.textContent).to.equal(words);
    expect(block !== null && region.firstElementChild !== block).to.be.true;
  });

  it('says that a code was sent', async () => {
    const said = await heard(element, async () => {
      void element.issue();
      (await request(adapter.issues)).answer({ kind: 'issued' });
      await settled(element);
    });
    expect(said.at(-1)).to.match(/A new code was sent/);
  });

  it('is not moved by a countdown', async () => {
    await start('<otp-confirm challenge="c" resend-in="50" expires-in="600"></otp-confirm>');
    expect((await live(element)).text).to.equal('');
    expect((await ax(part(element, 'countdown')))?.live).to.be.oneOf(['', 'off']);
  });
});

describe('a countdown by the second', () => {
  afterEach(resetClock);

  it('is seen, and never heard', async () => {
    await start(
      '<otp-confirm challenge="c" countdown="seconds" resend-in="50" expires-in="600"></otp-confirm>',
    );
    const seen = new Set<string>();
    const said = await heard(element, async () => {
      for (let second = 0; second < 5; second++) {
        advance(1);
        await drawn(element);
        seen.add(part(element, 'countdown').textContent);
      }
    });
    expect(said).to.deep.equal([]);
    expect(seen.size).to.be.above(3);
  });
});

describe('the keyboard alone', () => {
  const focused = () => document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;

  it('stops once at the field, once at each button, at no cell', async () => {
    await start(
      '<button id="before">before</button><otp-confirm challenge="c"></otp-confirm><button id="after">after</button>',
    );
    const around = element.parentElement;
    one<HTMLElement>(around, '#before').focus();
    const stops: (Element | null)[] = [];
    for (let presses = 0; presses < 4; presses++) {
      await pressKeys('Tab');
      stops.push(focused());
    }
    const wanted = [
      inputOf(element),
      part(element, 'confirm'),
      part(element, 'resend'),
      one(around, '#after'),
    ];
    expect(stops.map((stop, index) => stop === wanted[index])).to.deep.equal([true, true, true, true]);
    await pressKeys('Shift+Tab');
    expect(focused() === part(element, 'resend')).to.be.true;
  });

  it('goes the whole way: a new code, a wrong one, a right one', async () => {
    await start('<button id="before">before</button><otp-confirm challenge="c"></otp-confirm>');
    one<HTMLElement>(element.parentElement, '#before').focus();
    for (let presses = 0; presses < 3; presses++) await pressKeys('Tab');
    await pressKeys('Enter');
    (await request(adapter.issues)).answer({ kind: 'issued' });
    await settled(element);
    await pressKeys('Shift+Tab');
    await pressKeys('Shift+Tab');
    expect(document.activeElement === inputOf(element)).to.be.true;
    await type('111111');
    await pressKeys('Tab');
    await pressKeys(' ');
    (await request(adapter.confirms)).answer({ kind: 'incorrect' });
    await settled(element);
    expect(document.activeElement === inputOf(element), 'a wrong code is selected in the field').to.be.true;
    await type('123456');
    await pressKeys('Enter');
    (await request(adapter.confirms, 2)).answer({ kind: 'confirmed' });
    await settled(element);
    expect(element.phase).to.equal('confirmed');
  });

  it('leaves the buttons in the tree, by their words', async () => {
    await start();
    for (const [name, words] of [
      ['confirm', 'Confirm'],
      ['resend', 'Send a new code'],
    ] as const) {
      const button = await ax(part(element, name));
      expect([button?.role, button?.name]).to.deep.equal(['button', words]);
    }
  });
});
