import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core';
import 'otp-confirm';

@Component({
  selector: 'app-sign-in',
  // Or Angular refuses a tag that is no component of its own.
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <form (submit)="signIn($event)">
      <otp-confirm
        endpoint="/otp/confirm"
        issue-endpoint="/otp/issue"
        (confirmed)="note.set('The code is right.')"
      />
      <button>Sign in</button>
    </form>
    <p>{{ note() }}</p>
    <p>{{ welcome() }}</p>
  `,
})
export class SignIn {
  protected readonly note = signal('');
  protected readonly welcome = signal('');

  /** Only comes once the code is confirmed: the form has its token then, and not the code. */
  protected async signIn(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const body = new FormData(event.target as HTMLFormElement);
    const response = await fetch('/login', { method: 'POST', body });
    this.welcome.set(await response.text());
  }
}
