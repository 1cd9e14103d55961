// The languages of the playground: each one a file that is loaded once it is asked for.
import { registerLocale } from 'otp-confirm';

const files: Readonly<
  Record<string, () => Promise<{ readonly default: Parameters<typeof registerLocale>[0] }>>
> = {
  ar: () => import('otp-confirm/locales/ar'),
  bn: () => import('otp-confirm/locales/bn'),
  cs: () => import('otp-confirm/locales/cs'),
  de: () => import('otp-confirm/locales/de'),
  es: () => import('otp-confirm/locales/es'),
  fa: () => import('otp-confirm/locales/fa'),
  fr: () => import('otp-confirm/locales/fr'),
  he: () => import('otp-confirm/locales/he'),
  hi: () => import('otp-confirm/locales/hi'),
  id: () => import('otp-confirm/locales/id'),
  it: () => import('otp-confirm/locales/it'),
  ja: () => import('otp-confirm/locales/ja'),
  ko: () => import('otp-confirm/locales/ko'),
  nl: () => import('otp-confirm/locales/nl'),
  pl: () => import('otp-confirm/locales/pl'),
  pt: () => import('otp-confirm/locales/pt'),
  ru: () => import('otp-confirm/locales/ru'),
  ta: () => import('otp-confirm/locales/ta'),
  tr: () => import('otp-confirm/locales/tr'),
  uk: () => import('otp-confirm/locales/uk'),
  vi: () => import('otp-confirm/locales/vi'),
  zh: () => import('otp-confirm/locales/zh'),
};

/** Makes the element speak a language. English it speaks by itself. */
export async function speak(tag: string): Promise<void> {
  const file = await files[tag]?.();
  if (file) registerLocale(file.default);
}
