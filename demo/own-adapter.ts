// The page of an adapter of one's own: a service with another wire format, and the function that speaks it.
import { OtpConfirm } from 'otp-confirm';
import type { ConfirmAdapter } from 'otp-confirm/client';
import { find } from './find.js';
import { furnish, saying } from './stand-in.js';

/** What the service answers. */
type Answer = { readonly ok: true } | { readonly ok: false; readonly left: number };

let left = 3;
/** The service: stands in for a fetch. It has one PIN, and three tries. */
function askService(body: string): Promise<Answer> {
  const { pin } = JSON.parse(body) as { readonly pin: string };
  if (left > 0 && pin === '2468') return Promise.resolve({ ok: true });
  left = Math.max(0, left - 1);
  return Promise.resolve({ ok: false, left });
}

const adapter: ConfirmAdapter = {
  async confirm({ code }) {
    const answer = await askService(JSON.stringify({ pin: code }));
    if (answer.ok) return { kind: 'confirmed' };
    return answer.left > 0
      ? { kind: 'incorrect', attemptsRemaining: answer.left }
      : { kind: 'locked', scope: 'challenge' };
  },
};

const element = find('otp-confirm', OtpConfirm);
const say = saying('#said');

furnish();
element.adapter = adapter;
element.addEventListener('confirmed', () => {
  say('The service said yes.');
});
