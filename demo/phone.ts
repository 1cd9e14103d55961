// A phone for the page of the SMS, where the browser is on none: it takes the element's request for a code, and answers
// it when a message is let in. A script of its own before the page's: the element asks as soon as it is there.

let answer: ((code: string) => void) | undefined;

if (!navigator.userAgent.includes('Android')) {
  const get = (options?: CredentialRequestOptions): Promise<Credential> =>
    new Promise((resolve, reject) => {
      answer = (code) => {
        resolve(Object.assign(Object.create(null) as Credential, { code }));
      };
      options?.signal?.addEventListener('abort', () => {
        reject(new DOMException('The element no longer waits.', 'AbortError'));
      });
    });
  // By its name the element knows that the browser can.
  Object.defineProperty(window, 'OTPCredential', { value: Object, configurable: true });
  Object.defineProperty(navigator, 'credentials', { value: { get }, configurable: true });
}

/** A message with this code arrives. */
export function letIn(code: string): void {
  answer?.(code);
}
