// What is told of each phase and by each outcome, as each engine computes it: what the field says of itself to who comes
// to it, and what is said once to who is there. The element's structure and the keyboard are accessibility.test.ts's.
import { expect } from '@open-wc/testing';
import type { IssueOutcome, Outcome, Phase } from '../../src/core/index.js';
import type { OtpConfirm } from '../../src/index.js';
import { ax, click, engine, heard, live, pasteText, pressKeys, type } from './browser.js';
import type { DeferredAdapter } from './fixtures.js';
import {
  advance,
  autofill,
  confirmWith,
  connect,
  deferredAdapter,
  drawn,
  inputOf,
  mount,
  one,
  part,
  request,
  resetClock,
  resetConnection,
  settled,
} from './fixtures.js';
import { phases, reach } from './phases.js';

let adapter: DeferredAdapter;
let element: OtpConfirm;

async function start(attributes = '', inside = '', around = 'div') {
  adapter = deferredAdapter();
  element = await mount(
    `<${around}><otp-confirm challenge="c" ${attributes}>${inside}</otp-confirm></${around}>`,
    {
      adapter,
    },
  );
}
async function field() {
  const found = await ax(inputOf(element));
  if (!found) throw new Error('The engine leaves the field out of its tree.');
  return found;
}
/** What is heard while so many seconds pass in one leap. */
const after = (seconds: number) =>
  heard(element, async () => {
    advance(seconds);
    await drawn(element);
  });
/** Nothing new is heard then, nor what was heard before once more: that would be the same words in a block that is new. */
async function silentFor(seconds: number): Promise<void> {
  const block = part(element, 'status').firstElementChild;
  expect(await after(seconds)).to.deep.equal([]);
  expect(part(element, 'status').firstElementChild === block, 'it is not said again').to.be.true;
}

afterEach(() => {
  resetClock();
  resetConnection();
});

const HINT = 'Enter the 6-digit code.';
/** What is wrong, for who comes back to the field; in phases that are not here nothing is. */
const wrong: Partial<Record<Phase, string>> = {
  refused: 'The code is wrong. Check it and try again. 2 tries are left.',
  waiting: 'Too many tries. Try again later.',
  expired: 'The code has expired. Ask for a new one.',
  locked: 'Too many wrong codes. Try again later.',
  failed: 'This sign-in has ended. Start again.',
  unavailable: 'The code was not confirmed. Try again.',
};

describe('who comes to the field is told its name, the hint, what is wrong and its state', () => {
  for (const [where, label, around, name] of [
    ['alone', '', 'div', 'Code'],
    ['in a form, with a label of the page’s', '<label slot="label">PIN</label>', 'form', 'PIN'],
  ] as const)
    for (const phase of phases)
      it(`${phase}, ${where}`, async () => {
        await start('', label, around);
        await reach(element, adapter, phase);
        const found = await ax(inputOf(element));
        expect(element.phase).to.equal(phase);
        expect(found).to.include({
          name,
          description: [HINT, wrong[phase]].filter(Boolean).join(' '),
          invalid: phase === 'refused',
          readonly: phase === 'confirming' || phase === 'confirmed',
          disabled: false,
        });
      });
});

describe('what was entered and cannot be taken makes the field invalid, and says why', () => {
  for (const [why, text, words] of [
    ['too long', '1234567', 'That is too long. Check the code.'],
    ['two codes', '123456 or 654321', 'There is more than one code in that text. Enter the right one.'],
    ['no code', 'hello', 'Enter digits only.'],
  ] as const)
    it(why, async () => {
      await start();
      element.focus();
      expect(await heard(element, () => pasteText(text))).to.deep.equal([words]);
      const found = await ax(inputOf(element));
      expect([found?.invalid, found?.description]).to.deep.equal([true, `${HINT} ${words}`]);
    });

  it('also while a code is sent, which is not said again', async () => {
    await start();
    await reach(element, adapter, 'issuing');
    element.focus();
    expect(await heard(element, () => pasteText('1234567'))).to.deep.equal([
      'That is too long. Check the code.',
    ]);
    expect(element.phase).to.equal('issuing');
    expect((await field()).invalid).to.be.true;
  });
});

describe('a required field', () => {
  const isInvalid = async () => (await ax(inputOf(element)))?.invalid;

  it('is not invalid before a person has tried', async function () {
    // Firefox calls each empty required field invalid, and takes no aria-invalid="false" for an answer.
    if ((await engine()) === 'firefox') this.skip();
    await start('required');
    expect(await isInvalid(), 'at first').to.be.false;
    element.focus();
    await drawn(element);
    expect(await isInvalid(), 'with the focus').to.be.false;
  });

  it('is invalid once it was submitted empty, until it is not', async () => {
    await start('required', '', 'form');
    element.focus();
    await pressKeys('Enter');
    await drawn(element);
    expect(await isInvalid(), 'submitted').to.be.true;
    await type('123456');
    await drawn(element);
    expect(await isInvalid(), 'entered').to.be.false;
  });
});

describe('an outcome is said once', () => {
  const outcomes: readonly [Outcome, string][] = [
    [{ kind: 'confirmed' }, 'The code is confirmed.'],
    [{ kind: 'incorrect' }, 'The code is wrong. Check it and try again.'],
    [
      { kind: 'incorrect', attemptsRemaining: 1 },
      'The code is wrong. Check it and try again. This is the last try.',
    ],
    [{ kind: 'incorrect', maybeExpired: true }, 'The code is wrong or has expired. Check it and try again.'],
    [{ kind: 'expired' }, 'The code has expired. Ask for a new one.'],
    [{ kind: 'already-used' }, 'The code was used before. Ask for a new one.'],
    [{ kind: 'locked', scope: 'challenge' }, 'Too many wrong codes. Ask for a new one.'],
    [{ kind: 'locked', scope: 'account' }, 'Too many wrong codes. Try again later.'],
    [{ kind: 'rate-limited', retryAfter: 45 }, 'Too many tries. You can try again in 45 seconds.'],
    [{ kind: 'challenge-unknown' }, 'This sign-in has ended. Start again.'],
    [{ kind: 'rejected', reason: 'policy' }, 'This was refused. Start again.'],
    [{ kind: 'network' }, 'There is no connection. Check it and try again.'],
    [{ kind: 'timeout' }, 'No answer came in time. Try again.'],
    [{ kind: 'server', status: 500 }, 'The code was not confirmed. Try again.'],
    [{ kind: 'protocol' }, 'The code was not confirmed. Try again.'],
  ];
  for (const [outcome, words] of outcomes)
    it(`${JSON.stringify(outcome)}, after the checking`, async () => {
      await start();
      const checking = await heard(element, () => reach(element, adapter, 'confirming'));
      expect(checking).to.deep.equal(['Checking the code…']);
      const said = await heard(element, async () => {
        adapter.confirms[0]?.answer(outcome);
        await settled(element);
      });
      expect(said).to.deep.equal([words]);
      // Wrong is what the field holds where it holds it still; what happened is there for who comes back to it.
      const { invalid, description } = await field();
      expect(invalid).to.equal(outcome.kind === 'incorrect');
      const told = words.replace('You can try again in 45 seconds.', 'Try again later.');
      expect(description).to.equal(outcome.kind === 'confirmed' ? HINT : `${HINT} ${told}`);
    });

  const issues: readonly [IssueOutcome, string][] = [
    [{ kind: 'issued' }, 'A new code was sent. Enter the newest one.'],
    [{ kind: 'undeliverable' }, 'The code could not be sent. Try another way.'],
    [{ kind: 'network' }, 'There is no connection. Check it and try again.'],
    [{ kind: 'server', status: 500 }, 'A new code may not have been sent. Ask for a new one.'],
  ];
  for (const [outcome, words] of issues)
    it(`${JSON.stringify(outcome)}, after the sending, and the same again`, async () => {
      await start();
      for (let times = 1; times <= 2; times++) {
        const sending = await heard(element, () => reach(element, adapter, 'issuing'));
        expect(sending).to.deep.equal(['Sending a code…']);
        const said = await heard(element, async () => {
          (await request(adapter.issues, times)).answer(outcome);
          await settled(element);
        });
        expect(said).to.deep.equal([words]);
      }
    });

  it('in one place: what the field is described by is no live region', async () => {
    await start();
    await reach(element, adapter, 'refused');
    const description = one(element, ':scope > [slot=description]');
    expect(description.textContent).to.contain('wrong');
    expect(description.closest('[role=status], [role=alert], [aria-live]')).to.be.null;
    const regions = '[role=status], [role=alert], [role=log], [aria-live]:not([aria-live=off])';
    expect(element.shadowRoot?.querySelectorAll(regions)).to.have.length(1);
    expect(element.querySelectorAll(regions)).to.have.length(0);
  });
});

describe('nothing is said', () => {
  it('at first, whatever the page knows, and whatever it puts in', async () => {
    const silent = { live: 'polite', text: '' };
    await start(
      'expires-in="30" resend-in="20" attempts-remaining="1" destination="a@b.example" auto-confirm',
    );
    expect(await live(element)).to.deep.equal(silent);
    await start();
    element.code = '123456';
    await drawn(element);
    expect(await live(element)).to.deep.equal(silent);
    await start('', '<input value="123456">');
    expect([element.phase, await live(element)]).to.deep.equal(['complete', silent]);
  });

  for (const key of ['ArrowLeft', 'Backspace', 'Home', 'Shift+ArrowRight'])
    it(`at ${key}`, async () => {
      await start();
      element.focus();
      await type('123');
      expect(await heard(element, () => pressKeys(key))).to.deep.equal([]);
    });
});

describe('a code that is complete', () => {
  const ways: [string, () => unknown][] = [
    ['typed', () => type('123456')],
    ['pasted', () => pasteText('123-456')],
    [
      'filled by a password manager',
      () => {
        autofill(inputOf(element), '123456');
      },
    ],
  ];
  for (const [how, enter] of ways)
    it(`is said to be so, once, and nothing before: ${how}`, async () => {
      await start();
      element.focus();
      const said = await heard(element, async () => {
        await enter();
        await drawn(element);
      });
      expect([said, (await field()).text]).to.deep.equal([['The code is complete.'], '123456']);
    });

  it('is not said to be so where it may have any length, and go on', async () => {
    await start('length="any"');
    element.focus();
    expect(await heard(element, () => type('1'))).to.deep.equal([]);
    expect(element.phase).to.equal('complete');
  });

  it('is said to be so again once it was corrected', async () => {
    await start();
    element.focus();
    await type('123456');
    await pressKeys('Backspace');
    await drawn(element);
    expect(await heard(element, () => type('7'))).to.deep.equal(['The code is complete.']);
  });
});

describe('while a code is checked', () => {
  it('that is heard once, the field keeps the code and cannot be edited, the buttons wait', async () => {
    await start();
    element.focus();
    await type('123456');
    const said = await heard(element, async () => {
      await pressKeys('Enter');
      await request(adapter.confirms);
      await pressKeys('Enter');
      await drawn(element);
    });
    expect(said).to.deep.equal(['Checking the code…']);
    const { text, readonly, invalid, focused } = await field();
    expect([text, readonly, invalid, focused]).to.deep.equal(['123456', true, false, true]);
    for (const name of ['confirm', 'resend']) expect((await ax(part(element, name)))?.disabled).to.be.true;
  });

  it('that alone is heard where the code is sent by itself', async () => {
    await start('auto-confirm');
    element.focus();
    const said = await heard(element, async () => {
      await type('123456');
      await request(adapter.confirms);
      await drawn(element);
    });
    expect(said).to.deep.equal(['Checking the code…']);
  });
});

describe('by the keyboard alone', () => {
  it('a wrong code is heard once, and the focus comes to the field, where its error is', async () => {
    await start();
    element.focus();
    await type('123456');
    await pressKeys('Tab');
    await pressKeys('Enter');
    const { answer } = await request(adapter.confirms);
    const said = await heard(element, async () => {
      answer({ kind: 'incorrect' });
      await settled(element);
    });
    expect(said).to.deep.equal(['The code is wrong. Check it and try again.']);
    const { focused, description } = await field();
    expect([focused, description]).to.deep.equal([
      true,
      `${HINT} The code is wrong. Check it and try again.`,
    ]);
  });
});

describe('the connection', () => {
  it('lost, and back again', async () => {
    await start();
    connect(false);
    const lost = await heard(element, () => confirmWith(element, adapter, { kind: 'network' }));
    expect(lost.at(-1)).to.equal('You are offline. Connect, then try again.');
    const back = await heard(element, async () => {
      connect(true);
      await drawn(element);
    });
    expect(back).to.deep.equal(['You are connected again. Try again.']);
    expect((await field()).description).to.equal(HINT);
    expect((await ax(part(element, 'confirm')))?.name).to.equal('Try again');
  });

  it('another code: by its button, that it is on its way and that it was sent', async () => {
    await start();
    const sending = await heard(element, async () => {
      await click(part(element, 'resend'));
      await request(adapter.issues);
      await drawn(element);
    });
    expect(sending).to.deep.equal(['Sending a code…']);
  });
});

describe('the life of a code', () => {
  for (const countdown of ['minutes', 'seconds'])
    it(`is told a minute before its end and at its end, and at no second between: by ${countdown}`, async () => {
      await start(`countdown="${countdown}" expires-in="180" resend-in="30"`);
      for (const seconds of [1, 1, 29, 60]) await silentFor(seconds);
      expect(await after(30)).to.deep.equal(['The code expires in less than a minute.']);
      for (const seconds of [1, 1, 1, 20]) await silentFor(seconds);
      expect(await after(40)).to.deep.equal(['The code may have expired.']);
      for (const seconds of [1, 1, 60]) await silentFor(seconds);
      expect((await field()).invalid).to.be.false;
    });

  it('is told of the next code anew', async () => {
    await start('expires-in="70"');
    expect(await after(15)).to.have.length(1);
    void element.issue();
    (await request(adapter.issues)).answer({ kind: 'issued', challenge: 'd', info: { expiresIn: 70 } });
    await settled(element);
    expect(await after(15)).to.deep.equal(['The code expires in less than a minute.']);
  });

  it('leaves the field what was said of a wrong code', async () => {
    await start('expires-in="120"');
    await confirmWith(element, adapter, { kind: 'incorrect', attemptsRemaining: 2 });
    const before = await field();
    expect(before.description).to.contain('The code is wrong.');
    for (const seconds of [61, 60]) {
      expect(await after(seconds)).to.have.length(1);
      const { invalid, description } = await field();
      expect([invalid, description]).to.deep.equal([true, before.description]);
      expect(element.validationMessage).to.match(/^The code is wrong\./);
    }
  });
});

// No engine's protocol tells the language of a node in all three trees: here it is the nearest `lang`, which all go by.
describe('words in another language than the page’s say which', () => {
  const spoken = () => [
    part(element, 'status').querySelector('p'),
    part(element, 'confirm'),
    part(element, 'resend'),
    ...element.querySelectorAll(':scope > [slot=label], :scope > [slot=description]'),
  ];
  for (const [page, lang] of [
    ['sv', 'en'],
    ['en-GB', 'en-GB'],
  ] as const)
    it(`English in a page of ${page}`, async () => {
      adapter = deferredAdapter();
      element = await mount(`<div lang="${page}"><otp-confirm challenge="c"></otp-confirm></div>`, {
        adapter,
      });
      await reach(element, adapter, 'refused');
      const nodes = spoken();
      expect(nodes).to.have.length(5);
      for (const node of nodes) {
        const near = node?.closest('[lang]') ?? element.closest('[lang]');
        expect(near?.getAttribute('lang'), node?.textContent).to.equal(lang);
      }
    });
});
