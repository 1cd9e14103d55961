// Runs in a page: adapters and callbacks as careless pages write them, each of which fails with a secret in an error of
// its own. `fail(name)` confirms by one of them what is in the field.
import { createConfirmClient, httpAdapter } from '/otp-confirm.min.js';

const tell = (secret) => {
  throw new Error(`This did not work: ${secret}`);
};
const http = (options) => httpAdapter({ endpoint: '/otp/confirm', ...options });
const adapters = {
  'an adapter that throws': { confirm: ({ code }) => tell(code) },
  'an adapter that rejects': { confirm: async ({ code }) => tell(code) },
  'headers()': http({ headers: () => tell(field().code) }),
  'request()': http({ request: ({ code }) => tell(code) }),
  'interpret()': http({ interpret: ({ body }) => tell(body.token) }),
};
const field = () => document.querySelector('otp-confirm');

window.fail = (name) => {
  const element = field();
  if (name === 'two requests at once') {
    const client = createConfirmClient({ adapter: { confirm: () => new Promise(() => undefined) } });
    // Neither is waited for: the page hears of the second as of any promise that nobody looks after.
    for (const code of [element.code, `${element.code}s`]) void client.confirm({ code });
  } else {
    element.adapter = adapters[name];
    void element.confirm();
  }
  return name;
};
