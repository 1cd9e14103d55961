/* global document */
// The reader's own page: what it does with a confirmed code.
import 'otp-confirm';

document.querySelector('otp-confirm').addEventListener('confirmed', () => {
  document.querySelector('output').textContent = 'Welcome!';
});
