// The properties of <otp-confirm> that the page sets, and their attributes: names, types, defaults. What comes of them
// is otp-confirm.ts's.
import { ReactiveElement } from '@lit/reactive-element';
import type { PropertyDeclaration, PropertyDeclarations } from '@lit/reactive-element';
import type { ConfirmAdapter } from '../client/index.js';
import type { Alphabet } from '../core/index.js';
import type { Messages } from './messages.js';

/** The form entry of the token, where the page names no other. */
export const TOKEN_NAME = 'otp_token';

/**
 * A text that the page set. A morph or a framework takes it away as well as setting it, and writes null for none; a
 * template leaves it empty: either is undefined, like never set.
 */
export const given = (text: string | null | undefined): string | undefined => (text ?? '') || undefined;

const text = { converter: given };
const seconds = {
  converter: (value: string | null) => {
    const number = Number.parseFloat(value ?? '');
    return number >= 0 ? number : undefined;
  },
};

/** Properties and their attributes, in the platform's two ways of writing. */
const attributes = (names: string, options: PropertyDeclaration): PropertyDeclarations =>
  Object.fromEntries(
    names
      .split(' ')
      .map((name) => [name, { ...options, attribute: name.replace(/[A-Z]/g, '-$&').toLowerCase() }]),
  );

export class OtpConfirmProperties extends ReactiveElement {
  static override properties = {
    ...attributes(
      'endpoint issueEndpoint challenge stepName sourceStep userCodeField alphabet grouping destination autocomplete',
      text,
    ),
    ...attributes('autoConfirm autoSubmit confirmButton webotp readonly required', { type: Boolean }),
    ...attributes('expiresIn resendIn attemptsRemaining', seconds),
    ...attributes('disabled', { type: Boolean, reflect: true }),
    ...attributes('countdown', { converter: (value: string | null) => value ?? 'minutes' }),
    ...attributes('length', {
      converter: (value: string | null) => (value === 'any' ? value : Number(value)),
    }),
    ...attributes('name', { converter: (value: string | null) => value ?? TOKEN_NAME }),
    adapter: { attribute: false },
    messages: { attribute: false },
    // Listed, so that Lit carries over what a page set before the upgrade.
    code: { attribute: false, noAccessor: true },
  };

  /** What confirms. Wins over `endpoint`. What is under way is answered by the one it was sent to. Default: none. */
  declare adapter: ConfirmAdapter | undefined;
  /** Words in place of the built-in ones, in part or whole. */
  declare messages: Partial<Messages> | undefined;
  /** Where to confirm. */
  declare endpoint: string | undefined;
  /** Where to ask for another code. Without it there is no such button. */
  declare issueEndpoint: string | undefined;
  /** What this code answers. An answer may replace it; set it, and the confirmation starts anew. */
  declare challenge: string | undefined;
  /** The name of this step, sent with each request. */
  declare stepName: string | undefined;
  /** The name of the step that issued the code, sent with each request. */
  declare sourceStep: string | undefined;
  /** The member of the request that carries the code. Default `code`. */
  declare userCodeField: string | undefined;
  /** The form entry of the token; of the code, where nothing confirms it. Default `otp_token`, or `code`; empty: none. */
  declare name: string | undefined;
  /** Characters of the code, 1 to 64, or `any`. Default 6, also for what is none of these. */
  declare length: number | 'any';
  /** `digits` (default), `alphanumeric` or `text`. */
  declare alphabet: Alphabet;
  /** Where to part the code, such as `3-3`. Default: nowhere. */
  declare grouping: string | undefined;
  /** Confirm when the code becomes complete. Default false. */
  declare autoConfirm: boolean;
  /** Submit the form once confirmed. Default false. */
  declare autoSubmit: boolean;
  /** Show the Confirm button inside a form too. Default false. */
  declare confirmButton: boolean;
  /** Seconds that the challenge lives still, as the page knows it. Read with each new `challenge`, and then only. */
  declare expiresIn: number | undefined;
  /** Seconds until another code may be asked for, as the page knows it. Read as `expiresIn` is. */
  declare resendIn: number | undefined;
  /** Wrong codes that are still compared, as the page knows it. Read as `expiresIn` is. */
  declare attemptsRemaining: number | undefined;
  /** How countdowns go: by `minutes` (default), and by the second in the last one of a wait; or always by `seconds`. */
  declare countdown: 'minutes' | 'seconds';
  /** Where the code went, masked. Read as `expiresIn` is. */
  declare destination: string | undefined;
  /** Ask the browser for the code out of the SMS, where it can (WebOTP). Default false. */
  declare webotp: boolean;
  /** Of the input: nothing can be entered, and no form carries it. Default false. */
  declare disabled: boolean;
  /** Nothing can be entered. An input's own `readonly` gives way to it. Default false. */
  declare readonly: boolean;
  /** Of the input: its form is not to be sent without a code. Default false. */
  declare required: boolean;
  /** Of the input. Default `one-time-code`. */
  declare autocomplete: string | undefined;

  constructor() {
    super();
    this.length = 6;
    this.alphabet = 'digits';
    this.countdown = 'minutes';
    this.name = TOKEN_NAME;
    this.autoConfirm = this.autoSubmit = this.confirmButton = false;
    this.webotp = this.disabled = this.readonly = this.required = false;
  }
}
