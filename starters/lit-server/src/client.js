import 'otp-confirm';

document.addEventListener('confirmed', () => {
  document.getElementById('note').textContent = 'The code is right.';
});
