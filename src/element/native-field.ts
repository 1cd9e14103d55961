// What the platform's form controls have and is the input's as it is: the element hands it on. The form and the value,
// which are the element's own, are otp-confirm.ts's.
import { OtpConfirmProperties } from './properties.js';

export abstract class NativeField extends OtpConfirmProperties {
  /** The one input. */
  abstract get input(): HTMLInputElement | undefined;

  /** `otp-confirm`, as a field of a form has a type. */
  get type(): string {
    return this.localName;
  }
  /** What is wrong with the input, if anything. */
  get validity(): ValidityState | undefined {
    return this.input?.validity;
  }
  /** What is wrong with the input, in words. */
  get validationMessage(): string {
    return this.input?.validationMessage ?? '';
  }
  /** Whether it counts that the input is valid. */
  get willValidate(): boolean {
    return this.input?.willValidate ?? false;
  }
  /** Whether the input is valid, as the platform has it. */
  checkValidity(): boolean {
    return this.input?.checkValidity() ?? true;
  }
  /** Whether the input is valid; where it is not, the browser says so. */
  reportValidity(): boolean {
    return this.input?.reportValidity() ?? true;
  }
  /** Puts the focus into the input. */
  override focus(options?: FocusOptions): void {
    this.input?.focus(options);
  }
  /** Takes the focus from the input. */
  override blur(): void {
    this.input?.blur();
  }
  /** Selects the code. */
  select(): void {
    this.input?.select();
  }
}
