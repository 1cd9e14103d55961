// What the platform's form controls have and is the input's as it is: the element hands it on. The form and the value,
// which are the element's own, are otp-confirm.ts's.
import { OtpConfirmProperties } from './properties.js';

export abstract class NativeField extends OtpConfirmProperties {
  /** The `<input>`, the page's or the created one; undefined before there is one. */
  abstract get input(): HTMLInputElement | undefined;

  /** Always `otp-confirm`: the type of a form control. */
  get type(): string {
    return this.localName;
  }
  /** The validity of the input. */
  get validity(): ValidityState | undefined {
    return this.input?.validity;
  }
  /** The message of the input's validation error; empty if it is valid. */
  get validationMessage(): string {
    return this.input?.validationMessage ?? '';
  }
  /** Whether the input is validated: not while it is disabled or read-only. */
  get willValidate(): boolean {
    return this.input?.willValidate ?? false;
  }
  /** Whether the input is valid. If not, it fires `invalid`. */
  checkValidity(): boolean {
    return this.input?.checkValidity() ?? true;
  }
  /** Whether the input is valid. If not, it fires `invalid`, and the browser shows why. */
  reportValidity(): boolean {
    return this.input?.reportValidity() ?? true;
  }
  /** Focuses the input. */
  override focus(options?: FocusOptions): void {
    this.input?.focus(options);
  }
  /** Removes the focus from the input. */
  override blur(): void {
    this.input?.blur();
  }
  /** Selects the whole code. */
  select(): void {
    this.input?.select();
  }
}
