import '@hotwired/turbo';
import 'otp-confirm';

// The events bubble: one listener hears those of every field that is loaded.
document.addEventListener('confirmed', () => {
  document.getElementById('note').textContent = 'The code is right.';
});
