// The pages of the four examples, as text, and the users of their service. Which page when is each example's own.

/** Whom a code can be sent to. Yours stand in a database. */
export const users = new Map([
  ['ada', 'ada@example.org'],
  ['bob', 'bob@example.org'],
]);

/** Takes the place of a mail or SMS service: docs/server.md has one of each. */
export const deliver = ({ destination, text }) => console.log(`To ${destination}: ${text}`);

export const headers = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; " +
    "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
};

const escaped = (text) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const page = (title, content) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<script type="module" src="/otp-confirm.min.js"></script>
<h1>${title}</h1>
${content}
</html>`;

const alert = (words) => (words === undefined ? '' : `<p role="alert">${escaped(words)}</p>`);

export const loginPage = (words) =>
  page(
    'Sign in',
    `${alert(words)}
<form method="post" action="/login">
  <label for="user">User name</label>
  <input id="user" name="user" autocomplete="username" required>
  <button>Continue</button>
</form>`,
  );

/** Works with script and without: without, the form posts the code and the server's words are shown here. */
export const codePage = (challenge, words) =>
  page(
    'Enter your code',
    `${alert(words)}
<form method="post" action="/code">
  <otp-confirm endpoint="/otp/confirm" issue-endpoint="/otp/issue" challenge="${escaped(challenge)}">
    <label slot="label" for="code">The code that we have sent you</label>
    <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code">
  </otp-confirm>
  <button>Sign in</button>
</form>
<p><a href="/login">Start again</a></p>`,
  );

export const homePage = (user) =>
  page(
    'Welcome',
    `<p>Signed in as ${escaped(user)}</p>
<form method="post" action="/logout"><button>Sign out</button></form>`,
  );

/** What an outcome means to the person, of an issue and of a confirmation. */
export function wordsFor({ kind, attemptsRemaining, retryAfter }) {
  switch (kind) {
    case 'incorrect':
      return `That code is wrong. Tries left: ${attemptsRemaining}.`;
    case 'expired':
      return 'That code is too old. Start again.';
    case 'locked':
      return 'Too many wrong codes. Start again later.';
    case 'rate-limited':
      return `Too many codes. Try again in ${retryAfter} seconds.`;
    case 'protocol':
      return 'Enter the code.';
    default:
      return 'That did not work. Start again.';
  }
}
