// How each error of the adapters comes about: a setting that is missing. What holds of all errors is errors.test.ts's matter.
import { betterAuth } from '../../src/adapters/better-auth.js';
import type { Row } from './rows.js';

export const adapterRows: readonly Row[] = [
  { misuse: 'betterAuth without a method', name: 'SettingError', provoke: () => betterAuth({} as never) },
  {
    misuse: 'betterAuth without the address',
    name: 'SettingError',
    provoke: () => betterAuth({ method: 'email-otp' }),
  },
];
