// What each way to misbehave has to come to: one table for the client in Node and for the element in three browsers.
// How the server does it is answers.mjs's.

export type Comes = 'network' | 'protocol' | 'server' | 'timeout' | 'confirmed' | 'incorrect';

/** A way, what comes of it, and what where an engine does not tell a body that was cut off (WebKitGTK's network). */
export const ways: readonly (readonly [way: string, comes: Comes, cut?: Comes])[] = [
  ['closed-at-once', 'network'],
  ['closed-after-headers', 'network', 'protocol'],
  ['closed-half-way', 'network', 'protocol'],
  ['no-last-chunk', 'network', 'protocol'],
  ['not-gzip', 'network', 'protocol'],
  ['flood', 'protocol'],
  ['bomb', 'protocol'],
  ['over-the-cap', 'protocol'],
  ['deep', 'protocol'],
  ['length-too-small', 'protocol'],
  ['html', 'protocol'],
  ['empty', 'protocol'],
  ['truncated', 'protocol'],
  ['utf-16', 'protocol'],
  ['list', 'protocol'],
  ['prototype', 'protocol'],
  ['constructor-prototype', 'protocol'],
  ['true', 'protocol'],
  ['in-other-words', 'protocol'],
  ['redirect', 'protocol'],
  ['redirect-that-keeps-the-body', 'protocol'],
  ['redirect-to-html', 'protocol'],
  ['201', 'protocol'],
  ['202', 'protocol'],
  ['203', 'protocol'],
  ['204', 'protocol'],
  ['205', 'protocol'],
  ['206', 'protocol'],
  ['304', 'protocol'],
  ['refused-with-200', 'protocol'],
  ['confirmed-with-400', 'protocol'],
  ['confirmed-with-500', 'server'],
  ['firewall', 'protocol'],
  ['byte-order-mark', 'confirmed'],
  ['noise', 'confirmed'],
];
/** Those that no answer ends: the deadline does. */
export const endless = ['silent', 'drip'] as const;

/** What the server saw of one test. */
export interface Seen {
  readonly way: string;
  readonly key?: string;
  readonly body: string;
  /** Bytes of a flood. */
  readonly sent: number;
}
