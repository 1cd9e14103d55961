// The page of a plain form: what it posts is shown, for there is no server to post it to.
import { OtpConfirm } from 'otp-confirm';
import { find } from './find.js';
import { furnish, showPost, signIn } from './stand-in.js';

const element = find('otp-confirm', OtpConfirm);
const posted = find('#posted', HTMLElement);

furnish();
find('form', HTMLFormElement).addEventListener('submit', (event) => void showPost(event, element, posted));
await signIn(element);
