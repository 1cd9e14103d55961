import { useEffect, useRef, useState } from 'react';

export function App() {
  const otp = useRef(null);
  const [note, setNote] = useState('');
  const [welcome, setWelcome] = useState('');

  // Only then: an element that is there before adds to its inside, and React complains of what it does not know.
  useEffect(() => void import('otp-confirm'), []);

  // Not `onconfirmed`: where React hydrates, it sets no listener and no property of a custom element until it draws it anew.
  useEffect(() => {
    const element = otp.current;
    const confirmed = () => setNote('The code is right.');
    element.addEventListener('confirmed', confirmed);
    return () => element.removeEventListener('confirmed', confirmed);
  }, []);

  // Only comes once the code is confirmed: the form has its token then, and not the code.
  async function signIn(event) {
    event.preventDefault();
    const response = await fetch('/login', { method: 'POST', body: new FormData(event.currentTarget) });
    setWelcome(await response.text());
  }

  return (
    <>
      <form method="post" action="/login" onSubmit={signIn}>
        <otp-confirm ref={otp} endpoint="/otp/confirm" issue-endpoint="/otp/issue">
          <label slot="label" htmlFor="code">
            Code
          </label>
          <input id="code" name="code" inputMode="numeric" autoComplete="one-time-code" />
        </otp-confirm>
        <button>Sign in</button>
      </form>
      <p>{note}</p>
      <p>{welcome}</p>
    </>
  );
}
