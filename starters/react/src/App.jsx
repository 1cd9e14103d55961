import 'otp-confirm';
import { useState } from 'react';

export function App() {
  const [note, setNote] = useState('');
  const [welcome, setWelcome] = useState('');

  // Only comes once the code is confirmed: the form has its token then, and not the code.
  async function signIn(event) {
    event.preventDefault();
    const response = await fetch('/login', { method: 'POST', body: new FormData(event.currentTarget) });
    setWelcome(await response.text());
  }

  return (
    <>
      <form onSubmit={signIn}>
        <otp-confirm
          endpoint="/otp/confirm"
          issue-endpoint="/otp/issue"
          onconfirmed={() => setNote('The code is right.')}
        />
        <button>Sign in</button>
      </form>
      <p>{note}</p>
      <p>{welcome}</p>
    </>
  );
}
