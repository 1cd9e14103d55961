// What the page of an adapter gets once a code is confirmed: the names of the tokens are shown, never the tokens.
import { find } from './find.js';

/** Takes the session, as an adapter gives it. */
export function onSession(session: object): void {
  find('#session', HTMLElement).textContent = `The page has: ${Object.keys(session).join(', ')}.`;
}
