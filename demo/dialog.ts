// The page of a guarded action: the dialog opens, the person asks for a code, and only a confirmed one goes on.
import { OtpConfirm } from 'otp-confirm';
import { find } from './find.js';
import { furnish, issue, saying, startable } from './stand-in.js';

const dialog = find('dialog', HTMLDialogElement);
const element = find('otp-confirm', OtpConfirm);
const opener = find('#delete', HTMLButtonElement);
const say = saying('#said');

furnish();
// There is no challenge yet: the element's button asks for the first one, which a server allows by the session.
element.adapter = startable((request) => issue('ada', request));
opener.addEventListener('click', () => {
  say('');
  element.reset();
  element.challenge = undefined;
  dialog.showModal();
});
find('#cancel', HTMLElement).addEventListener('click', () => {
  dialog.close();
});
element.addEventListener('confirmed', () => {
  dialog.close();
  opener.disabled = true;
  say('The account is deleted. Not really.');
});
