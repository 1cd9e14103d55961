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

  /**
   * Connects the element to any back end: see `ConfirmAdapter`. Wins over `endpoint`. A request that is in flight is finished
   * by the adapter that it was sent with. Default: none.
   */
  declare adapter: ConfirmAdapter | undefined;
  /** Messages that replace the built-in ones, some or all. Default: none. */
  declare messages: Partial<Messages> | undefined;
  /** URL that confirms a code, by the HTTP adapter. Default: none; without it and `adapter` the element is a plain field. */
  declare endpoint: string | undefined;
  /** URL that sends a new code, by the HTTP adapter. Default: none; the button for it is then absent. */
  declare issueEndpoint: string | undefined;
  /**
   * Id of the code that was sent, as the step before returned it. Setting another one starts the confirmation anew; an answer
   * of the back end may set it too. Default: none, for a back end that knows it by a cookie.
   */
  declare challenge: string | undefined;
  /** Name of this step, sent with each request; assistive technology is told it as the name of the group. Default: none. */
  declare stepName: string | undefined;
  /** Name of the step that issued the code, sent with each request. Default: none. */
  declare sourceStep: string | undefined;
  /** Name of the request's member that carries the code. Default `code`. */
  declare userCodeField: string | undefined;
  /**
   * Name of the form entry with the token. Default `otp_token`; empty: no entry. In a plain field it names the entry with the
   * code, `code` by default.
   */
  declare name: string | undefined;
  /** Number of characters, 1 to 64, or `any`. Default 6, also for an invalid value. */
  declare length: number | 'any';
  /** Characters of the code: `digits` (default), `alphanumeric` (letters become upper case) or `text` (as typed). */
  declare alphabet: Alphabet;
  /** Sizes of the groups that the cells are drawn in, such as `3-3`. Default: one group. */
  declare grouping: string | undefined;
  /** Confirm as soon as the code is complete. The built-in hint then says so. Default false. */
  declare autoConfirm: boolean;
  /** Submit the form once the code is confirmed. Default false. */
  declare autoSubmit: boolean;
  /** Show the Confirm button inside a form too. Default false. */
  declare confirmButton: boolean;
  /** Seconds until the code expires, if the page knows. Read when `challenge` changes, and only then. Default: unknown. */
  declare expiresIn: number | undefined;
  /** Seconds until a new code may be requested. Read when `challenge` changes. Default: at once. */
  declare resendIn: number | undefined;
  /** Number of tries that are left, for messages of your own; the built-in ones tell it after a wrong code, as the back end gives it. Read when `challenge` changes. Default: unknown. */
  declare attemptsRemaining: number | undefined;
  /** Unit of the countdowns: `minutes` (default; the last minute of a wait runs in seconds), or always `seconds`. */
  declare countdown: 'minutes' | 'seconds';
  /** Masked address or number that the code was sent to, shown in the hint. Read when `challenge` changes. Default: none. */
  declare destination: string | undefined;
  /** Let the browser read the code from the SMS, where it supports WebOTP (Chrome on Android). Default false. */
  declare webotp: boolean;
  /** Disables the input: nothing can be entered, and a form does not carry it. Default false. */
  declare disabled: boolean;
  /** Makes the input read-only, whatever its own `readonly` says. Default false. */
  declare readonly: boolean;
  /** Makes the input required: its form cannot be submitted without a code. Default false. */
  declare required: boolean;
  /** The input's `autocomplete`. Default `one-time-code`. */
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
