// Pages whose styles come down to the field by inheritance, or make the whole page larger, turned or transformed: the
// digits stay in their cells, and the clicks with them. What a page says of the input is hostile-styles.test.ts's.
import { expect } from '@open-wc/testing';
import { screenshot } from './browser.js';
import { deferredAdapter, inputOf, mount } from './fixtures.js';
import { expectUsable, styledPhone } from './usable.js';

const important = (rules: string) => rules.replaceAll(';', ' !important;');

const sheets: Record<string, string> = {
  'a reset':
    '*, *::before, *::after { margin: 0; padding: 0; box-sizing: border-box; font: inherit; border: 0 }',
  'a reset of everything': '* { all: unset } head, script, style { display: none }',
  'spacing of all text': important('* { letter-spacing: 1px; word-spacing: 9px; line-height: 3; }'),
  'wide tracking': 'body { letter-spacing: .3em; word-spacing: 1em }',
  'a root of ten pixels': ':root { font-size: 62.5% } body { font-size: 1.6rem }',
  'tiny text': important('* { font-size: 9px; }'),
  'centred text': 'body { text-align: center }',
  'right to left': 'body { direction: rtl; text-align: end }',
  'an indent': 'body { text-indent: 40px }',
  capitals: important('* { text-transform: uppercase; font-variant: small-caps; }'),
  'other figures':
    'body { font-variant-numeric: oldstyle-nums slashed-zero; font-feature-settings: "smcp"; font-style: oblique; font-weight: 900; font-stretch: expanded }',
  'a fancy font': important('* { font-family: cursive; font-size-adjust: 1.2; font-kerning: none; }'),
  'a shadow': 'body { text-shadow: 1px 1px 2px red, 0 0 1em blue }',
  'an outline of text': 'body { -webkit-text-stroke: 2px red }',
  'text that is filled':
    'body { -webkit-text-fill-color: transparent; background: linear-gradient(90deg, red, blue); background-clip: text }',
  emphasis: 'body { text-emphasis: filled sesame red; text-decoration: underline wavy red }',
  'vertical text': 'body { margin: 0 } form { writing-mode: vertical-rl; text-orientation: upright }',
  'hidden figures': 'form { -webkit-text-security: disc }',
  'no selecting': important(
    '* { user-select: none; -webkit-user-select: none; -webkit-touch-callout: none; }',
  ),
  'pre-formatted text': 'body { white-space: pre; tab-size: 40; word-break: break-all; hyphens: auto }',
  zoom: 'html { zoom: 1.5 }',
  'zoom of the element': 'otp-confirm { zoom: 1.25 }',
  'a transform': 'form { transform: scale(.9) translateX(9px); transform-origin: 0 0 }',
  perspective:
    'form { perspective: 900px } otp-confirm { transform: scale(.9); transform-origin: 0 0; will-change: transform }',
  containment:
    'form { contain: strict; height: 400px; container-type: size } otp-confirm { contain: layout paint style }',
  flex: 'form { display: flex; flex-wrap: wrap; align-items: center; justify-content: center; gap: 9px }',
  columns: 'form { columns: 1; overflow: hidden; position: relative }',
};

describe('the page styles all its text:', () => {
  const style = styledPhone();

  for (const [name, rules] of Object.entries(sheets))
    it(name, async () => {
      style.textContent = rules;
      const element = await mount(
        `<form><otp-confirm challenge="c" confirm-button><label slot="label" for="code">Code</label>
          <input id="code" name="code"></otp-confirm></form>`,
        { adapter: deferredAdapter() },
      );
      await expectUsable(element, Number(/zoom: ([\d.]+)/.exec(rules)?.[1] ?? 1));
      await screenshot(`inherited-${name.replaceAll(' ', '-')}`);
    });

  it('the text of a recovery code is drawn as it was entered', async () => {
    style.textContent = 'body { text-transform: uppercase }';
    const element = await mount('<otp-confirm alphabet="text" length="any"></otp-confirm>');
    expect(getComputedStyle(inputOf(element)).textTransform).to.equal('none');
  });
});
