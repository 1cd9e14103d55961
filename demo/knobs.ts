// Every setting of the playground, as data: the element's attributes, and the page around it. What they do is
// playground.ts's, how they stand in the address setting.ts's.

interface Named {
  readonly name: string;
  /** Where it starts, and what is left out of the address. Default: empty. */
  readonly initial?: string;
  /** What stands beside it, where its name does not say enough. */
  readonly hint?: string;
}
export type Knob = Named &
  (
    | { readonly kind: 'text'; readonly inputMode?: 'numeric' }
    | { readonly kind: 'flag' }
    | { readonly kind: 'choice'; readonly choices: Readonly<Record<string, string>> }
    | { readonly kind: 'range'; readonly min: number; readonly max: number; readonly unit: string }
  );

const text = (name: string, more: Partial<Named> = {}): Knob => ({ name, kind: 'text', ...more });
const seconds = (name: string, hint: string): Knob => ({ name, kind: 'text', inputMode: 'numeric', hint });
const flag = (name: string, hint: string): Knob => ({ name, kind: 'flag', hint });
const choice = (name: string, initial: string, choices: Readonly<Record<string, string>>): Knob => ({
  name,
  kind: 'choice',
  initial,
  choices,
});
const same = (...names: string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(names.map((name) => [name, name]));

/** Each attribute of the element. */
export const attributes: Readonly<Record<string, readonly Knob[]>> = {
  'The code': [
    text('length', { initial: '6', hint: '6 to 12, or any' }),
    choice('alphabet', 'digits', same('digits', 'alphanumeric', 'text')),
    text('grouping', { hint: 'such as 3-3' }),
    text('autocomplete', { hint: 'one-time-code unless written' }),
    flag('webotp', 'take the code out of the SMS'),
  ],
  'The step': [
    text('endpoint', { initial: '/otp/confirm' }),
    text('issue-endpoint', { initial: '/otp/issue', hint: 'empty: no Resend' }),
    choice('challenge', 'sent', { sent: 'a code is on its way', none: 'the button sends the first' }),
    text('step-name', { initial: 'Confirm sign-in' }),
    text('source-step', { initial: 'Get sign-in code' }),
    text('user-code-field', { hint: 'code unless written' }),
  ],
  'What happens by itself': [
    flag('auto-confirm', 'as soon as the code is complete'),
    flag('auto-submit', 'the form, once confirmed'),
    flag('confirm-button', 'in a form too'),
    choice('countdown', 'minutes', same('minutes', 'seconds')),
  ],
  'What the page knows': [
    seconds('expires-in', 'seconds; else as issued'),
    seconds('resend-in', 'seconds; else as issued'),
    seconds('attempts-remaining', 'else as issued'),
    text('destination', { hint: 'else as issued' }),
  ],
  'The field': [
    text('name', { initial: 'otp_token', hint: 'the token’s entry; empty: none' }),
    text('form', { hint: 'the id of a form elsewhere' }),
    flag('required', ''),
    flag('readonly', ''),
    flag('disabled', ''),
  ],
};

const languages: Readonly<Record<string, string>> = {
  ar: 'العربية',
  bn: 'বাংলা',
  cs: 'Čeština',
  de: 'Deutsch',
  en: 'English',
  es: 'Español',
  fa: 'فارسی',
  fr: 'Français',
  he: 'עברית',
  hi: 'हिन्दी',
  id: 'Bahasa Indonesia',
  it: 'Italiano',
  ja: '日本語',
  ko: '한국어',
  nl: 'Nederlands',
  pl: 'Polski',
  pt: 'Português',
  ru: 'Русский',
  ta: 'தமிழ்',
  tr: 'Türkçe',
  uk: 'Українська',
  vi: 'Tiếng Việt',
  zh: '中文',
};

/** The page around the element. */
export const surroundings: readonly Knob[] = [
  choice('place', 'alone', { alone: 'by itself', form: 'in a form', dialog: 'in a dialog' }),
  text('label', { hint: 'empty: the element’s own' }),
  flag('own-input', 'the page writes the input'),
  choice('theme', 'none', same('none', 'default', 'underlined', 'joined')),
  choice('lang', 'en', languages),
  choice('dir', 'ltr', { ltr: 'left to right', rtl: 'right to left' }),
  choice('scheme', 'system', { system: 'as the system', light: 'light', dark: 'dark' }),
  { name: 'width', kind: 'range', initial: '400', min: 200, max: 640, unit: 'px' },
  text('user', { initial: 'ada', hint: 'ada+undeliverable, +ratelimited, +slow' }),
];

export const knobs: readonly Knob[] = [...Object.values(attributes).flat(), ...surroundings];
