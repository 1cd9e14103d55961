// The page of Supabase Auth.
import { supabase } from 'otp-confirm/adapters/supabase';
import { demonstrate, onSession } from './adapters.js';

const project = { url: 'https://project.supabase.co', apikey: 'the-publishable-key', onSession };
const email = 'ada@example.org';

await demonstrate('supabase', {
  email: { create: (fetch) => supabase({ ...project, email, fetch }) },
  phone: { create: (fetch) => supabase({ ...project, phone: '+31612345678', fetch }) },
  email_change: { create: (fetch) => supabase({ ...project, email, type: 'email_change', fetch }) },
  factor: {
    create: (fetch) => supabase({ ...project, factorId: 'factor', accessToken: () => 'first', fetch }),
  },
});
