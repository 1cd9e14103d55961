// Asks the browser for the code out of the SMS (WebOTP): one request a wait, taken back when the wait is over. When a
// code is awaited is the element's to say, what becomes of it the field's. https://wicg.github.io/web-otp/

// The DOM library of TypeScript does not know it.
interface OtpRequest extends CredentialRequestOptions {
  readonly otp: { readonly transport: readonly ['sms'] };
}

export class WebOtp {
  readonly #fill: (code: string) => void;
  #request: AbortController | undefined;

  constructor(fill: (code: string) => void) {
    this.#fill = fill;
  }

  /** Asks where a code is awaited and nothing was asked for yet; takes back what was asked for where none is. */
  await(awaited: boolean): void {
    if (awaited) this.#request ??= ask(this.#fill);
    else {
      this.stop();
      this.#request = undefined;
    }
  }

  /** Takes back what was asked for, and asks for no more during this wait. */
  stop(): void {
    this.#request?.abort();
  }
}

function ask(fill: (code: string) => void): AbortController {
  const request = new AbortController();
  const { signal } = request;
  // Not there in another browser, nor outside a secure context; an element with that id is not it.
  if (typeof Reflect.get(globalThis, 'OTPCredential') === 'function') {
    const options: OtpRequest = { otp: { transport: ['sms'] }, signal };
    navigator.credentials.get(options).then(
      (credential) => {
        if (!signal.aborted && credential && 'code' in credential) fill(String(credential.code));
      },
      // Taken back, refused by the person, not allowed in this frame: the code can be entered all the same.
      () => undefined,
    );
  }
  return request;
}
