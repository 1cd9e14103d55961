// The time of the sandbox. It moves as on a laptop that wakes from sleep: the wall clock has gone on, and engine and
// element both find that out for themselves.
const wall = Date.now.bind(Date);
let ahead = 0;

/** Puts the page's wall clock forward. */
export function sleep(milliseconds: number): void {
  ahead += milliseconds;
  Date.now = () => wall() + ahead;
  // What a browser says on waking.
  document.dispatchEvent(new Event('visibilitychange'));
}
