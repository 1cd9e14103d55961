// The page of Firebase Authentication.
import { firebase } from 'otp-confirm/adapters/firebase';
import { demonstrate, onSession } from './adapters.js';

const app = { apiKey: 'the-key-of-the-project', onSession };
const second = { mfaPendingCredential: 'pending', mfaEnrollmentId: 'phone' };

await demonstrate('firebase', {
  phone: { create: (fetch) => firebase({ ...app, phoneNumber: '+31612345678', fetch }) },
  mfa: { create: (fetch) => firebase({ ...app, ...second, fetch }) },
});
