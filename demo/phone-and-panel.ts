// The phone and the panel beside the element: they show the mock that plays the page's server, and the element's clock goes
// with the mock's.
import type { Mock } from 'otp-confirm/mock';
import 'otp-confirm/mock/panel';

/** As on a laptop that wakes, where one of its two clocks stood still. */
function keepTime(mock: Mock): void {
  const { performance } = window;
  const monotonic = performance.now.bind(performance);
  mock.subscribe((change) => {
    if (change !== 'clock') return;
    performance.now = () => monotonic() + mock.clock.now() - Date.now();
    // What a browser says on waking.
    document.dispatchEvent(new Event('visibilitychange'));
  });
}

/** Hands the page's mock to whatever of it shows one. */
export function show(mock: Mock): void {
  keepTime(mock);
  for (const shown of document.querySelectorAll('otp-mock-inbox, otp-mock-panel'))
    if ('mock' in shown) shown.mock = mock;
}
