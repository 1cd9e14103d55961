// The page of two confirmations: two elements, two steps, two challenges.
import { OtpConfirm } from 'otp-confirm';
import { furnish, signIn } from './stand-in.js';

furnish();
for (const element of document.querySelectorAll('otp-confirm'))
  if (element instanceof OtpConfirm) await signIn(element);
