// Codes and users with a meaning: what each is called and what it stands for. How each comes about is wire.ts's,
// mock-store.ts's and post.ts's.

/** What a code can mean, each with the code and what happens. In the order of the codes. */
export const meanings = {
  accepted: { code: '424242', says: 'Accepted, whatever was sent.' },
  wrong: { code: '000001', says: 'Wrong, and counted as such.' },
  expired: { code: '000002', says: 'The code has expired; another one can be asked for.' },
  exhausted: { code: '000003', says: 'All attempts are used up.' },
  'rate-limited': { code: '000004', says: 'Too many requests: refused for half a minute, any code.' },
  'connection-lost': { code: '000005', says: 'The connection is lost on the way.' },
  'server-error': { code: '000006', says: 'The server fails: 503.' },
  slow: { code: '000007', says: 'Accepted, after eight seconds.' },
  'already-redeemed': {
    code: '000008',
    says: 'Confirmed, but somebody has redeemed the token before the page.',
  },
} as const satisfies Readonly<Record<string, { readonly code: string; readonly says: string }>>;

export type CodeMeaning = keyof typeof meanings;

/** What a user can mean: stands behind the name, as in `ada+slow` or `ada+slow@example.org`. */
export const userMeanings = {
  undeliverable: 'No message arrives; whoever asks for another code is told so.',
  ratelimited: 'Whoever asks for another code is told to wait.',
  slow: 'Messages and answers take eight seconds.',
} as const satisfies Readonly<Record<string, string>>;

export type UserMeaning = keyof typeof userMeanings;

/** Milliseconds by the mock's clock. Under the client's deadline of twenty seconds. */
export const SLOW = 8000;
/** Milliseconds that a limit holds. */
export const LIMITED = 30_000;

// In the order of the codes.
const names = Object.keys(meanings) as CodeMeaning[];

/** What the code means, at any length: one of eight is `42424242`, or `00000001`. */
export function meaningOf(code: string): CodeMeaning | undefined {
  if (/^(?:42)+4?$/.test(code)) return 'accepted';
  return /^0{3,}[1-8]$/.test(code) ? names[Number(code)] : undefined;
}

export function userMeaningOf(user: string): UserMeaning | undefined {
  const name = /\+([a-z]+)(?=@|$)/i.exec(user)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(userMeanings, name) ? (name as UserMeaning) : undefined;
}
