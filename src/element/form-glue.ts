// What <otp-confirm> does to the form that it stands in: a submission confirms first and then goes on; the token goes
// with it, the code does not. Which codes are confirmed, and how, is the controller's business.
import { inTask } from './system.js';

export interface FormGlueHost extends HTMLElement {
  readonly form: HTMLFormElement | null;
  readonly input: HTMLInputElement | undefined;
  /** There is something to confirm with; otherwise the field is a plain one. */
  readonly confirms: boolean;
  readonly confirmed: boolean;
  readonly required: boolean;
  /** Confirms; whether that made it confirmed. */
  confirmForForm(): Promise<boolean>;
  /** The entries for the form: the token, or the code of a plain field. */
  readonly entry: readonly [name: string, value: string] | undefined;
}

const asksNothing = (form: HTMLFormElement, submitter: HTMLElement | null): boolean => {
  const method = submitter?.getAttribute('formmethod') ?? form.getAttribute('method');
  return method?.toLowerCase() === 'dialog' || !!submitter?.hasAttribute('formnovalidate');
};

export class FormGlue {
  readonly #host: FormGlueHost;
  #root: Node | undefined;
  #form: HTMLFormElement | undefined;
  /** A submission waits for its confirmation. */
  waiting = false;
  #submitter: HTMLElement | null = null;

  constructor(host: FormGlueHost) {
    this.#host = host;
  }

  /** Looks where the element stands now; undefined, nowhere. */
  connect(): void {
    this.disconnect();
    this.#form = this.#host.form ?? undefined;
    // A listener on the window is never called for a form inside a shadow root.
    this.#root = this.#form?.getRootNode();
    this.#root?.addEventListener('submit', this.#submit, true);
    this.#form?.addEventListener('formdata', this.#formData);
  }

  disconnect(): void {
    this.#root?.removeEventListener('submit', this.#submit, true);
    this.#form?.removeEventListener('formdata', this.#formData);
    this.#root = this.#form = undefined;
  }

  readonly #submit = (event: Event): void => {
    const host = this.#host;
    const form = this.#form;
    const { submitter } = event as SubmitEvent;
    if (!form || event.target !== form || !host.confirms || host.confirmed) return;
    if (host.input?.matches(':disabled') || asksNothing(form, submitter)) return;
    if (!host.input?.value && !host.required && !host.input?.required) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#submitter = submitter;
    if (this.waiting) return;
    this.waiting = true;
    void host.confirmForForm().then((confirmed) => {
      this.waiting = false;
      if (confirmed) inTask(this.#resume);
    });
  };

  // From a task: while the first submission is still being dispatched, another one is silently ignored.
  readonly #resume = (): void => {
    const form = this.#form;
    const submitter = this.#submitter as HTMLButtonElement | null;
    if (!form || !this.#host.confirmed) return;
    form.requestSubmit(submitter?.form === form && submitter.isConnected ? submitter : null);
  };

  readonly #formData = ({ formData }: FormDataEvent): void => {
    const { input, confirms, entry } = this.#host;
    if (!input || input.matches(':disabled')) return;
    if (confirms && input.name) {
      // This input's own entry alone: a namesake stays.
      const values = formData.getAll(input.name);
      const ours = values.indexOf(input.value);
      formData.delete(input.name);
      values.forEach((value, index) => {
        if (index !== ours) formData.append(input.name, value);
      });
    }
    if (entry && (confirms || !input.name)) formData.append(...entry);
  };
}
