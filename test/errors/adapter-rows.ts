// How each error of the adapters comes about: a setting that is missing. What holds of all errors is errors.test.ts's matter.
import { betterAuth } from '../../src/adapters/better-auth.js';
import { cognito } from '../../src/adapters/cognito.js';
import { firebase } from '../../src/adapters/firebase.js';
import { supabase } from '../../src/adapters/supabase.js';
import type { Row } from './rows.js';

export const adapterRows: readonly Row[] = [
  { misuse: 'betterAuth without a method', name: 'SettingError', provoke: () => betterAuth({} as never) },
  {
    misuse: 'betterAuth without the address',
    name: 'SettingError',
    provoke: () => betterAuth({ method: 'email-otp' }),
  },
  { misuse: 'cognito without an endpoint', name: 'SettingError', provoke: () => cognito({} as never) },
  { misuse: 'firebase without a key', name: 'SettingError', provoke: () => firebase({} as never) },
  { misuse: 'supabase without a url', name: 'SettingError', provoke: () => supabase({} as never) },
];
