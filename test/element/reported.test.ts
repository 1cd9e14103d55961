// What people report about code fields of other projects, and what holds here instead: filling, pasting, keys. A test
// is named after the projects and the numbers of their reports. Forms and look are
// reported-form.test.ts's, words and the flow reported-flow.test.ts's.
//
// What cannot occur here at all, for there is one input and no boxes: a code that is spread over several, a digit that
// jumps from one to the next, a box that has no name or is filled by itself.
import { expect } from '@open-wc/testing';
import { sendMouse } from '@web/test-runner-commands';
import type { OtpConfirm } from '../../src/index.js';
import { click, commitComposition, compose, engine, pasteText, pressKeys, type, undo } from './browser.js';
import {
  autofill,
  cells,
  deferredAdapter,
  digits,
  drawn,
  heardEvents,
  inputOf,
  mount,
  mountForm,
  one,
  request,
  selectionOf,
  settled,
  status,
  until,
} from './fixtures.js';

let element: OtpConfirm;
let input: HTMLInputElement;

async function start(markup = '<otp-confirm></otp-confirm>') {
  element = await mount(markup);
  input = inputOf(element);
  element.focus();
}
const shown = async () => {
  await drawn(element);
  return digits(element).join('');
};
const frames = async (count: number) => {
  for (let frame = 0; frame < count; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
};

/** As the longer managers do: click, focus, a key, the value, another key, two bare events. */
function fillAsManager(target: HTMLInputElement, text: string) {
  target.click();
  target.focus();
  for (const name of ['keydown', 'keypress', 'keyup'])
    target.dispatchEvent(new KeyboardEvent(name, { bubbles: true, key: 'Unidentified' }));
  autofill(target, text);
}

describe('reported of autofill', () => {
  beforeEach(() => start());

  it('vuetify 18678, radix 3641, clerk 6421: the whole code that arrives at once is taken whole', async () => {
    fillAsManager(input, '123456');
    expect(await shown()).to.equal('123456');
    expect([element.code, element.phase]).to.deep.equal(['123456', 'complete']);
    // Nor is it cut by a maxlength that the page brings along from its boxes.
    await start('<otp-confirm><input maxlength="1"></otp-confirm>');
    await type('123456');
    expect(element.code).to.equal('123456');
    fillAsManager(input, '654-321');
    expect(element.code).to.equal('654321');
  });

  it('coreui-pro 665: a filled code is submitted, even one that was filled without an event', async () => {
    const { adapter, element: field, form, submitted, sent } = await mountForm();
    inputOf(field).value = '123456';
    await click(one(form, '#plain'));
    const { request: asked, answer } = await request(adapter.confirms);
    expect(asked.code).to.equal('123456');
    answer({ kind: 'confirmed', token: 'tok' });
    await submitted();
    expect(sent[0]?.entries).to.deep.equal([['otp_token', 'tok']]);
  });

  it('vuetify 20063: a filled code stands, whatever the focus does', async () => {
    const values = new Set<string>();
    fillAsManager(input, '123456');
    for (const act of [() => element.blur(), () => element.focus(), () => element.requestUpdate()]) {
      act();
      for (let frame = 0; frame < 3; frame++) {
        await frames(1);
        values.add(`${input.value} ${digits(element).join('')}`);
      }
    }
    expect([...values]).to.deep.equal(['123456 123456']);
  });

  it('bitwarden 11076: a manager that fills every field it finds, and twice, leaves one code', async () => {
    for (let round = 0; round < 2; round++)
      for (const each of element.closest('div')?.querySelectorAll('input') ?? [])
        fillAsManager(each, '123456');
    expect(await shown()).to.equal('123456');
  });

  for (const length of [4, 6, 8])
    it(`shadcn-ui 2939: a manager's badge at the end of the input covers no cell (${String(length)})`, async () => {
      await start(`<otp-confirm length="${String(length)}"></otp-confirm>`);
      const badge = 20;
      const last = cells(element).at(-1)?.getBoundingClientRect();
      expect(input.getBoundingClientRect().right - badge).to.be.at.least(last?.right ?? Infinity);
    });

  it('nginx-ui 1786: the input is one and the same from first to last, and nothing moves on mount', async () => {
    const adapter = deferredAdapter();
    element = await mount('<otp-confirm challenge="c1"></otp-confirm>');
    expect(element.getAnimations({ subtree: true })).to.deep.equal([]);
    expect(element.shadowRoot?.getAnimations()).to.deep.equal([]);
    const first = inputOf(element);
    const observer = new MutationObserver(() => undefined);
    observer.observe(element, { childList: true });
    element.adapter = adapter;
    element.code = '123456';
    void element.confirm();
    (await request(adapter.confirms)).answer({ kind: 'incorrect' });
    await settled(element);
    Object.assign(element, { length: 8, alphabet: 'alphanumeric', grouping: '4-4', challenge: 'c2' });
    await drawn(element);
    element.reset();
    await drawn(element);
    expect(observer.takeRecords().flatMap(({ removedNodes }) => [...removedNodes])).to.deep.equal([]);
    expect(inputOf(element) === first && element.input === first).to.be.true;
  });
});

describe('reported of pasting', () => {
  beforeEach(() => start());

  it('input-otp 53: XXX-XXX is taken', async () => {
    await pasteText('123-456');
    expect(await shown()).to.equal('123456');
    expect(element.phase).to.equal('complete');
  });

  it('vuetify 22931: the menu of a cell is that of the input, which can paste', async () => {
    const events = heardEvents<MouseEvent>(document, 'contextmenu');
    const prevented: boolean[] = [];
    const stay = (event: Event) => {
      prevented.push(event.defaultPrevented);
      // Seen: it need not open, for nobody is there to close it.
      event.preventDefault();
    };
    document.addEventListener('contextmenu', stay, { once: true });
    const cell = one<HTMLElement>(element.shadowRoot, '[part~=cell]:nth-child(5)').getBoundingClientRect();
    const [x, y] = [Math.round(cell.left + cell.width / 2), Math.round(cell.top + cell.height / 2)];
    // WebKitGTK's WebDriver loses Shift and the keypad, for all tests to come, once the right button was pressed.
    if ((await engine()) === 'webkit')
      document
        .elementFromPoint(x, y)
        ?.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, composed: true }));
    else await sendMouse({ type: 'click', button: 'right', position: [x, y] });
    await until(() => events.length, 'the menu was asked for');
    expect(prevented).to.deep.equal([false]);
    expect(events[0]?.target === input).to.be.true;
    expect(input.readOnly || input.disabled).to.be.false;
  });

  it("mantine 4609: what a keyboard's clipboard inserts is taken, though it is no paste", async () => {
    const pastes = heardEvents(input, 'paste');
    // A part that is there already goes; but for Firefox, whose driver composes: what is composed is added.
    if ((await engine()) !== 'firefox') await type('9');
    // What such keyboards send is a trusted beforeinput of several characters. WebKitGTK has no input method that
    // would: there a command sends one, as it does in no other engine.
    if (!(await commitComposition('123-456'))) document.execCommand('insertText', false, '123-456');
    expect(await shown()).to.equal('123456');
    expect([element.phase, pastes.length]).to.deep.equal(['complete', 0]);
  });

  it('ark 1916: a repeated paste does not pile up', async () => {
    for (let times = 0; times < 3; times++) await pasteText('123456');
    expect(await shown()).to.equal('123456');
    expect(input.value).to.equal('123456');
    expect(status(element)).to.equal('The code is complete.');
  });

  it('primevue 5659: no key is swallowed, chords least of all', async () => {
    const keys: [string, boolean][] = [];
    addEventListener('keydown', ({ key, defaultPrevented }) => keys.push([key, defaultPrevented]));
    await pasteText('123456');
    for (const chord of ['Control+a', 'ArrowLeft', 'Delete', 'Backspace', 'x', 'Home'])
      await pressKeys(chord);
    expect(keys.map(([key]) => key.toLowerCase())).to.include.members(['v', 'a', 'delete', 'x']);
    expect(keys.filter(([, prevented]) => prevented)).to.deep.equal([]);
    expect(element.code).to.equal('23456');
  });

  it('vuetify 18931: an essay changes nothing and tells no one', async () => {
    await type('12');
    const events = heardEvents(element, 'input', 'complete');
    await pasteText('Lorem ipsum dolor sit amet, consectetur adipiscing elit. '.repeat(400));
    await drawn(element);
    expect([input.value, element.code, events.length]).to.deep.equal(['12', '12', 0]);
    expect(status(element)).to.not.equal('');
  });
});

describe('reported of keys', () => {
  beforeEach(() => start());

  it('base-ui 5091: the digits of an input method count once', async function () {
    // WebKitGTK has no input method under WebDriver; filling.test.ts plays one.
    if (!(await compose('12'))) this.skip();
    await compose('123');
    await commitComposition('123');
    await until(() => element.code === '123', 'the digits were taken');
    await type('4');
    expect([input.value, await shown()]).to.deep.equal(['1234', '1234']);
  });

  it('ionic 30459: typing past the end rearranges nothing', async () => {
    await type('123456789');
    expect(await shown()).to.equal('123456');
    expect(selectionOf(input)).to.deep.equal([6, 6]);
  });

  for (const code of ['123450', '000000'])
    it(`reka-ui 1960: ${code} is complete, and is sent as it is`, async () => {
      const adapter = deferredAdapter();
      element = await mount('<otp-confirm challenge="c1" auto-confirm></otp-confirm>', { adapter });
      element.focus();
      await type(code);
      expect((await request(adapter.confirms)).request.code).to.equal(code);
    });

  it('primevue 5329: the numeric keypad types', async () => {
    const codes: string[] = [];
    const prevented: string[] = [];
    element.addEventListener('keydown', ({ code, defaultPrevented }) => {
      codes.push(code);
      if (defaultPrevented) prevented.push(code);
    });
    const chromium = (await engine()) === 'chromium';
    // Puppeteer knows the keypad's digits as the shifted ones; WebDriver has a character for each.
    for (const digit of [7, 0, 3])
      await pressKeys(
        chromium ? `Shift+Numpad${String(digit)}` : String.fromCharCode('\uE01A'.charCodeAt(0) + digit),
      );
    expect(codes).to.include.members(['Numpad7', 'Numpad0', 'Numpad3']);
    expect(prevented).to.deep.equal([]);
    expect(element.code).to.equal('703');
  });

  for (const [what, text] of [
    ['Arabic', '١٢٣٤٥٦'],
    ['Persian', '۱۲۳۴۵۶'],
  ] as const)
    it(`react-otp-input 440: ${what} digits are typed`, async () => {
      await type(text);
      expect(await shown()).to.equal('123456');
      expect(element.phase).to.equal('complete');
    });

  it('ant-design 50421: Ctrl+Z goes back to what was there, and redo forth again', async () => {
    await type('12');
    await pasteText('123-456');
    await undo();
    expect(await shown()).to.equal('12');
    // What the paste replaced is selected again.
    await pressKeys('End');
    await type('3');
    expect([input.value, element.code]).to.deep.equal(['123', '123']);
    await undo();
    // How much one step holds is the engine's; that it is a beginning of what was typed, and redo the whole, is not.
    expect('123'.startsWith(input.value)).to.be.true;
    // WebKitGTK binds no key to redo.
    document.execCommand('redo');
    expect(await shown()).to.equal('123');
    expect(element.code).to.equal('123');
  });

  it('Backspace in a part-filled field deletes the digit before the caret', async () => {
    await type('123');
    await pressKeys('Backspace');
    expect(await shown()).to.equal('12');
    await pressKeys('ArrowLeft');
    await pressKeys('Backspace');
    expect(await shown()).to.equal('2');
    expect([element.code, selectionOf(input)]).to.deep.equal(['2', [0, 0]]);
  });
});
