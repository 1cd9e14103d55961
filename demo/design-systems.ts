// The page of the design systems: the same element three times. The code 123456 is right here, any other is wrong.
import type { OtpConfirm } from 'otp-confirm';
import type { ConfirmAdapter } from 'otp-confirm/client';
import 'otp-confirm';

const adapter: ConfirmAdapter = {
  confirm: ({ code }) =>
    Promise.resolve(code === '123456' ? { kind: 'confirmed' } : { kind: 'incorrect', attemptsRemaining: 3 }),
  issue: () => Promise.resolve({ kind: 'issued', info: { resendIn: 30 } }),
};

for (const element of document.querySelectorAll<OtpConfirm>('otp-confirm')) element.adapter = adapter;
