// The page of the code out of an SMS: the button lets the message in, on a phone of the page's own (phone.ts).
import { letIn } from './phone.js';
import { OtpConfirm } from 'otp-confirm';
import { find } from './find.js';
import { furnish, signIn, mock } from './stand-in.js';

const element = find('otp-confirm', OtpConfirm);
const button = find('#deliver', HTMLButtonElement);
const sms = find('#sms', HTMLElement);

button.addEventListener('click', () => {
  const { latest } = mock.inbox;
  if (!latest) return;
  sms.hidden = false;
  // The last line binds the code to the site: on another one the browser offers nothing.
  sms.textContent = `Your code is ${latest.code}. Never pass it on.\n\n@${location.hostname} #${latest.code}`;
  letIn(latest.code);
});

furnish();
await signIn(element);
