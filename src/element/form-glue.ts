// What <otp-confirm> does to the form that it stands in: a submission confirms first and then goes on; the token goes
// with it, the code does not. Which codes are confirmed, and how, is the controller's business.
import { hearAt, inTask } from './system.js';

export interface FormGlueHost {
  readonly input: () => HTMLInputElement | undefined;
  /** What there is to confirm with. */
  readonly client: () => unknown;
  /** The code is a service's, and not the form's: also where what it was sent to has been taken away. */
  readonly confirms: () => boolean;
  /** A submission goes on, to the server or to the page's own listener. */
  readonly goesOn: () => void;
  /** As it is now: a token may have run out unseen. */
  readonly isConfirmed: () => boolean;
  /** Confirms; whether that made it confirmed. */
  readonly confirm: () => Promise<boolean>;
  /** The entry for the form: the token, or the code of a plain field. */
  readonly entry: () => readonly [name: string, value: string] | undefined;
}

/** How long a page is taken to be on its way out, in milliseconds. */
const LEAVING = 3000;

// A named input stands in the place of its form's member of that name, a named image in that of the document's: what
// they inherit is asked instead.
const asksNothing = (form: HTMLFormElement, submitter: HTMLElement | null): boolean => {
  const method = submitter?.getAttribute('formmethod') ?? Element.prototype.getAttribute.call(form, 'method');
  return method?.toLowerCase() === 'dialog' || !!submitter?.hasAttribute('formnovalidate');
};

export class FormGlue {
  readonly #host: FormGlueHost;
  #place: Node | null | undefined;
  #deafen: (() => void) | null | undefined;
  #submitter: HTMLElement | null = null;
  /** The submission that waits for its confirmation; one that passes meanwhile takes its place. */
  #turn = 0;
  #waiting = false;
  /** The last submission that took a token with it. */
  #carried: SubmitEvent | undefined;

  constructor(host: FormGlueHost) {
    this.#host = host;
  }

  /**
   * The root of the tree hears of every form in it: the input's may be another one tomorrow. A form that is in no page is
   * heard itself, for nobody is told where it goes from there: `new FormData(form)` reads it all the same.
   */
  connect(element: HTMLElement & Pick<HTMLInputElement, 'form'>): void {
    const place = element.isConnected ? element.getRootNode() : element.form;
    if (place === this.#place) return;
    this.#deafen?.();
    this.#place = place;
    this.#deafen = place && hearAt(place, ['submit', 'formdata'], this.#stops);
  }

  /** Whether a submission is stopped here. */
  readonly #stops = (event: Event): boolean => {
    const input = this.#host.input();
    const form = input?.form;
    if (!form || event.target !== form || input.matches(':disabled')) return false;
    if (event.type === 'submit') return this.#submit(event as SubmitEvent, input, form);
    this.#formData((event as FormDataEvent).formData, input);
    return false;
  };

  /** Submits the form once the code is confirmed, unless a submission waits for that already. */
  submitConfirmed(): void {
    if (!this.#waiting) this.#resumeIn(++this.#turn);
  }

  /** The submission that waits does not go on. */
  stay(): void {
    this.#turn++;
    this.#waiting = false;
  }

  #submit(event: SubmitEvent, input: HTMLInputElement, form: HTMLFormElement): boolean {
    const host = this.#host;
    const { submitter } = event;
    const passes = asksNothing(form, submitter) || (!input.value && !input.required);
    const confirmed = !passes && host.isConfirmed();
    // A token is good for one submission: what is pressed while the browser leaves the page would send it again, and
    // lose the answer to the first.
    const carried = this.#carried;
    const again =
      confirmed && carried?.defaultPrevented === false && event.timeStamp - carried.timeStamp < LEAVING;
    if (!again && (!host.client() || confirmed || passes)) {
      if (confirmed) this.#carried = event;
      host.goesOn();
      this.stay();
      return false;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (again) return true;
    this.#submitter = submitter;
    if (this.#waiting) return true;
    this.#waiting = true;
    const turn = ++this.#turn;
    void host.confirm().then((confirmed) => {
      if (turn !== this.#turn) return;
      this.#waiting = false;
      if (confirmed) this.#resumeIn(turn);
    });
    return true;
  }

  // In a task: while the first submission is still being dispatched, another one is silently ignored.
  #resumeIn(turn: number): void {
    this.#carried = undefined;
    inTask(() => {
      const form = this.#host.input()?.form;
      const submitter = this.#submitter as HTMLButtonElement | null;
      this.#submitter = null;
      if (!form || turn !== this.#turn || !this.#host.isConfirmed()) return;
      HTMLFormElement.prototype.requestSubmit.call(
        form,
        submitter?.form === form && /submit|image/.test(submitter.type) ? submitter : null,
      );
    });
  }

  #formData(formData: FormData, { name, value }: HTMLInputElement): void {
    const confirms = this.#host.confirms();
    const entry = this.#host.entry();
    // The spaces around a recovery code stay in the field, and are none of it.
    const code = value.trim();
    if (name && (confirms || code !== value)) {
      // This input's own entry alone: a namesake stays.
      const values = formData.getAll(name);
      const ours = values.indexOf(value);
      formData.delete(name);
      values.forEach((each, index) => {
        if (index !== ours) formData.append(name, each);
        else if (!confirms) formData.append(name, code);
      });
    }
    if (entry && (confirms || !name)) formData.append(...entry);
  }
}
