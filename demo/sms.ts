// The page of the code out of an SMS. Where the browser is not on a phone, the page plays one: it takes the request
// of the element and answers it when the button is pressed.
import { OtpConfirm } from 'otp-confirm';
import { find } from './find.js';
import { furnish, signIn, mock } from './stand-in.js';

const element = find('otp-confirm', OtpConfirm);
const button = find('#deliver', HTMLButtonElement);
const sms = find('#sms', HTMLElement);

/** Answers the element's request for the code, once there is one. */
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

button.addEventListener('click', () => {
  const { latest } = mock.inbox;
  if (!latest) return;
  sms.hidden = false;
  // The last line binds the code to the site: on another one the browser offers nothing.
  sms.textContent = `Your code is ${latest.code}. Never pass it on.\n\n@${location.hostname} #${latest.code}`;
  answer?.(latest.code);
});

furnish();
await signIn(element);
