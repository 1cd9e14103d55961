// Random codes: uniform over their alphabet, leading zeros kept. Where the bytes come from is the caller's.
import type { Alphabet } from '../core/index.js';
import { ConfigurationError } from './errors.js';
import type { Random } from './system.js';

export const SHORTEST_CODE = 6;
const LONGEST_CODE = 64;

// Letters are shown in type and read aloud: those that look like another are left out.
const CHARACTERS: Readonly<Record<Alphabet, string>> = {
  digits: '0123456789',
  alphanumeric: 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789',
  text: 'abcdefghjkmnpqrstuvwxyz',
};

/** The character that a byte stands for; none for the bytes at the end of the range that would favour some. */
export function characterFor(byte: number, alphabet: Alphabet): string | undefined {
  const characters = CHARACTERS[alphabet];
  return byte < 256 - (256 % characters.length) ? characters[byte % characters.length] : undefined;
}

/**
 * @throws ConfigurationError where the length is under 6 or over 64, the alphabet is none, or the random source gives
 *   nothing of use.
 */
export function randomCode(length: number, alphabet: Alphabet, random: Random): string {
  if (!Number.isInteger(length) || length < SHORTEST_CODE || length > LONGEST_CODE) {
    throw new ConfigurationError(
      `A code has ${SHORTEST_CODE} to ${LONGEST_CODE} characters. Give "length" a whole number in that range.`,
      { setting: 'length' },
    );
  }
  if (!Object.hasOwn(CHARACTERS, alphabet)) {
    throw new ConfigurationError(
      `The alphabet "${alphabet}" is unknown. Use one of: ${Object.keys(CHARACTERS).join(', ')}.`,
      { setting: 'alphabet' },
    );
  }
  let code = '';
  for (let round = 0; round < 100 && code.length < length; round++) {
    for (const byte of random(length - code.length)) code += characterFor(byte, alphabet) ?? '';
  }
  if (code.length === length) return code;
  throw new ConfigurationError(
    'The random source gave no usable bytes. Pass one that returns random bytes.',
    {
      setting: 'random',
    },
  );
}
