// The page of an element by itself: one listener is all that it needs.
import { OtpConfirm } from 'otp-confirm';
import { find } from './find.js';
import { furnish, signIn, saying } from './stand-in.js';

const element = find('otp-confirm', OtpConfirm);
const say = saying('#said');

furnish();
element.addEventListener('confirmed', () => {
  say('Here the page goes on.');
});
await signIn(element);
