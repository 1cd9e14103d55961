// What the platform's form controls have and is the input's as it is: the element hands it on. The form and the value,
// which are the element's own, are otp-confirm.ts's.
import { OtpConfirmProperties } from './properties.js';

export abstract class NativeField extends OtpConfirmProperties {
  /** The one input. */
  abstract get input(): HTMLInputElement | undefined;

  get type(): string {
    return this.localName;
  }
  get validity(): ValidityState | undefined {
    return this.input?.validity;
  }
  get validationMessage(): string {
    return this.input?.validationMessage ?? '';
  }
  get willValidate(): boolean {
    return this.input?.willValidate ?? false;
  }
  checkValidity(): boolean {
    return this.input?.checkValidity() ?? true;
  }
  reportValidity(): boolean {
    return this.input?.reportValidity() ?? true;
  }
  override focus(options?: FocusOptions): void {
    this.input?.focus(options);
  }
  override blur(): void {
    this.input?.blur();
  }
  select(): void {
    this.input?.select();
  }
}
