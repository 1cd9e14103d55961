// What is sent to the user: the words around the code, and the last line that binds it to the site, so that a browser
// offers it there and nowhere else (https://wicg.github.io/sms-one-time-codes/). How it travels is the page's `deliver`.
import { ConfigurationError, type Delivery } from '../engine/index.js';

/** A code with the message that carries it. */
export interface Message extends Delivery {
  /** With the origin-bound last line, where the site's host is known. */
  readonly text: string;
}

export type Words = (delivery: Delivery) => string;

export interface MessageOptions {
  /** The words around the code, for languages other than English, or others altogether; without the last line. */
  readonly words?: Words;
  /** The host of the page that asks for the code. Default: that of the first of the `origins`. */
  readonly host?: string | undefined;
}

const englishWords: Words = ({ code, expiresIn }) => {
  const minutes = Math.max(1, Math.floor(expiresIn / 60));
  return `${code} is your code. It is good for ${minutes} minute${minutes === 1 ? '' : 's'}. Give it to nobody.`;
};

/** @throws ConfigurationError where the host is none. */
export function createMessage({ words, host }: MessageOptions): (delivery: Delivery) => Message {
  if (host !== undefined && !/^[\w.-]+$/.test(host)) {
    throw new ConfigurationError(
      `The host "${host}" is none. Write it without protocol and port, such as login.example.org.`,
      {
        setting: 'host',
      },
    );
  }
  return (delivery) => {
    const text = (words ?? englishWords)(delivery);
    return { ...delivery, text: host === undefined ? text : `${text}\n\n@${host} #${delivery.code}` };
  };
}
