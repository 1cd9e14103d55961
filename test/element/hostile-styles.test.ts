// Pages whose style sheets fight for the input: whatever they say of it, the field is where it belongs and can be used.
// What a page says of all its text is inherited-styles.test.ts's.
import { screenshot } from './browser.js';
import { deferredAdapter, marked, mount, until } from './fixtures.js';
import { expectUsable, styledPhone } from './usable.js';

const important = (rules: string) => rules.replaceAll(';', ' !important;');

const sheets: Record<string, string> = {
  'a form look': important('input { width: 100%; padding: 20px; color: red; all: revert; }'),
  'an input as frameworks draw it': `
    input, input[type=text], form input:not([type=checkbox]) {
      display: block; width: 100%; padding: .375rem .75rem; font-size: 1rem; line-height: 1.5; color: #212529;
      background: #fff; border: 1px solid #ced4da; border-radius: .25rem; appearance: none; box-shadow: inset 0 1px 2px #0003;
      transition: border-color .15s ease-in-out, box-shadow .15s ease-in-out;
    }
    input:focus { color: #212529; background: #fff; border-color: #86b7fe; outline: 0; box-shadow: 0 0 0 .25rem #0d6efd40 }
    label { display: inline-block; margin-bottom: .5rem }`,
  'another place': important(
    'input { position: absolute; inset: 200px auto auto 300px; float: right; z-index: -1; }',
  ),
  'another size': important(
    'input { font-size: 10px; min-width: 900px; max-width: 50px; height: 4px; max-height: 5px; margin: 33px; zoom: 2; }',
  ),
  'another shape': important(
    'input { transform: scale(.5) rotate(9deg); translate: 80px; clip-path: circle(3px); filter: blur(4px); mask: linear-gradient(#0000, #0000); }',
  ),
  'another sight': important(
    'input { opacity: .05; visibility: hidden; display: none; background: gold; border: 5px dotted red; color: red; -webkit-text-fill-color: red; text-shadow: 2px 2px red; -webkit-text-stroke: 2px red; caret-color: red; }',
  ),
  'another text': important(
    'input { text-transform: uppercase; text-indent: 40px; text-align: center; letter-spacing: 9px; word-spacing: 9px; font: italic 700 30px/3 cursive; -webkit-text-security: disc; text-decoration: underline; }',
  ),
  'another direction': important(
    'input { direction: rtl; unicode-bidi: bidi-override; writing-mode: vertical-rl; text-orientation: upright; }',
  ),
  'another behaviour': important(
    'input { pointer-events: none; user-select: none; -webkit-user-select: none; -webkit-user-modify: read-only; touch-action: none; resize: both; overflow: scroll; content-visibility: hidden; }',
  ),
  motion: `@keyframes away { from, to { transform: translateX(90px); opacity: 0; width: 3px; color: red } }
    ${important('input { animation: away 1s infinite; transition: all 9s; }')}`,
  'a layer': `@layer base { ${important('input { all: revert; width: 9px; opacity: 0; padding: 20px; }')} }`,
  'a scope': `@scope (form) { ${important('input { all: revert-layer; width: 9px; opacity: 0; padding: 20px; }')} }`,
  focus: important(
    'input:focus, input:focus-visible, *:focus { outline: 10px solid red; box-shadow: 0 0 9px red; border: 9px solid; transform: scale(1.2); }',
  ),
  'pieces of the input': important(
    `input::placeholder { color: red; opacity: 1; font-size: 40px; letter-spacing: 0; }
     input::before, input::after { content: "x"; display: block; width: 90px; }
     input:autofill, input:read-write, input:valid, input:invalid { background: red; padding: 20px; }`,
  ),
  'selected text': important(
    '::selection, input::selection { color: red; background: gold; -webkit-text-fill-color: red; text-shadow: 0 0 2px red; }',
  ),
  'what is hidden': important('[hidden], span, label, slot { display: block; }'),
};

describe('the page styles the input:', () => {
  const style = styledPhone();

  for (const [name, rules] of Object.entries(sheets))
    it(name, async () => {
      style.textContent = rules;
      const element = await mount(
        `<form><otp-confirm challenge="c" confirm-button><label slot="label" for="code">Code</label>
          <input id="code" name="code" placeholder="000000"></otp-confirm></form>`,
        { adapter: deferredAdapter() },
      );
      await expectUsable(element);
      element.select();
      await until(() => marked(element, 'selected').length === 6, 'the selection is drawn');
      await screenshot(`hostile-${name.replaceAll(' ', '-')}`);
    });

  it('in its own style attribute', async () => {
    const element = await mount(
      `<form><otp-confirm><input style="${important('all: revert; width: 9px; opacity: 0; position: fixed; letter-spacing: 0; padding: 20px;')}"></otp-confirm></form>`,
    );
    await expectUsable(element);
  });
});
