// The page of a plain form: what it posts is shown, for there is no server to post it to.
import { OtpConfirm } from 'otp-confirm';
import { find } from './find.js';
import { furnish, signIn, showPosts } from './stand-in.js';

furnish();
showPosts(find('form', HTMLFormElement), find('#posted', HTMLElement));
await signIn(find('otp-confirm', OtpConfirm));
