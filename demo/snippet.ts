// The HTML of a setting: what a page developer copies. Text alone; playground.ts builds the same by hand.
import { attributes } from './knobs.js';
import { initial, type Setting } from './setting.js';

const names = Object.values(attributes)
  .flat()
  .map(({ name }) => name);

/** What the page has to write, whatever the element's own defaults are. */
const always = new Set(['endpoint', 'issue-endpoint', 'challenge', 'step-name', 'source-step']);

/** The element's attributes that a setting writes, in order. */
export function attributesOf(setting: Setting): readonly (readonly [name: string, value: string])[] {
  return names.flatMap((name) => {
    const value = setting[name] ?? '';
    if (name === 'challenge') return value === 'sent' ? [[name, 'q7Zt…'] as const] : [];
    if (value === (always.has(name) ? '' : initial[name])) return [];
    return [[name, value === 'on' ? '' : value] as const];
  });
}

const escaped = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

function head({ theme = '', lang = '' }: Setting): string[] {
  const lines = ['<script type="module" src="/otp-confirm.min.js"></script>'];
  if (theme !== 'none') lines.unshift(`<link rel="stylesheet" href="/otp-confirm/themes/${theme}.css" />`);
  if (lang !== 'en')
    lines.push(
      '<script type="module">',
      "  import { registerLocale } from '/otp-confirm.min.js';",
      `  import ${lang} from '/otp-confirm/locales/${lang}.js';`,
      `  registerLocale(${lang});`,
      '</script>',
    );
  return lines;
}

function element(setting: Setting): string[] {
  const { label = '', 'own-input': input } = setting;
  const words = attributesOf(setting).map(([name, value]) => (value ? `${name}="${escaped(value)}"` : name));
  const one = `<otp-confirm${words.map((each) => ` ${each}`).join('')}>`;
  const open = one.length <= 90 ? [one] : ['<otp-confirm', ...indented(words), '>'];
  const inside = [
    ...(label ? [`<label slot="label"${input ? ' for="code"' : ''}>${escaped(label)}</label>`] : []),
    ...(input ? ['<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" />'] : []),
  ];
  if (inside.length) return [...open, ...indented(inside), '</otp-confirm>'];
  return [...open.slice(0, -1), `${open.at(-1) ?? ''}</otp-confirm>`];
}

/** The page of a setting. */
export function snippet(setting: Setting): string {
  const { place, lang = '', dir = '' } = setting;
  const form = [
    '<form method="post" action="/login/second-step">',
    ...indented([...element(setting), '<button>Sign in</button>']),
    '</form>',
  ];
  const body =
    place === 'alone'
      ? element(setting)
      : place === 'form'
        ? form
        : ['<dialog aria-label="Confirm it is you">', ...indented(form), '</dialog>'];
  const around = [lang === 'en' ? '' : ` lang="${lang}"`, dir === 'ltr' ? '' : ` dir="${dir}"`].join('');
  const placed = around ? [`<div${around}>`, ...indented(body), '</div>'] : body;
  return [...head(setting), '', ...placed, ''].join('\n');
}
