// The page of Better Auth.
import { betterAuth } from 'otp-confirm/adapters/better-auth';
import { demonstrate } from './adapters.js';

const email = 'ada@example.org';
const backupCodes = { length: 'any', alphabet: 'text', autocomplete: 'off' };

await demonstrate('better-auth', {
  'email-otp': { create: (fetch) => betterAuth({ method: 'email-otp', email, fetch }) },
  'email-verification': { create: (fetch) => betterAuth({ method: 'email-verification', email, fetch }) },
  'phone-number': {
    create: (fetch) => betterAuth({ method: 'phone-number', phoneNumber: '+4915112345678', fetch }),
  },
  'two-factor-otp': { create: (fetch) => betterAuth({ method: 'two-factor-otp', fetch }) },
  totp: { create: (fetch) => betterAuth({ method: 'totp', fetch }) },
  'backup-code': {
    create: (fetch) => betterAuth({ method: 'backup-code', fetch }),
    attributes: backupCodes,
  },
});
