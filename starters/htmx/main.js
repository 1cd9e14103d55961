import 'htmx.org';
import 'otp-confirm';

// The events bubble: one listener hears those of every field that is swapped in.
document.addEventListener('confirmed', () => {
  document.getElementById('note').textContent = 'The code is right.';
});
