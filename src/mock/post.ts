// The sandbox's post: how a message comes into the inbox, at once, late, after the one that replaces it, or never.
import type { Delivery } from '../engine/index.js';
import { MockFaultError } from './errors.js';
import { SLOW, userMeaningOf } from './meanings.js';
import type { MockClock, MockTimers } from './mock-clock.js';
import type { Fault } from './settings.js';
import type { Note } from './wire.js';

/** A message in the inbox. */
export interface MockMessage extends Delivery {
  /** Milliseconds since the epoch, by the mock's clock. */
  readonly at: number;
}

interface Parts {
  readonly clock: MockClock & MockTimers;
  readonly arrived: (message: MockMessage) => void;
  readonly happens: (fault: Fault, challenge: string) => boolean;
  readonly note: Note;
  /** Whether a first message waits for the one that replaces it. */
  readonly racing: () => boolean;
  readonly rootOf: (challenge: string) => string | undefined;
}

export interface Post {
  /** The engine's `deliver`. */
  deliver(message: Delivery): void;
  /** The code that was made for a challenge, delivered or not. */
  codeOf(challenge: string): string | undefined;
  /** What waits for another message comes in. */
  release(): void;
}

export function createPost({ clock, arrived, happens, note, racing, rootOf }: Parts): Post {
  const codes = new Map<string, string>();
  const held = new Map<string, Delivery>();

  function arrive(message: Delivery): void {
    arrived(Object.freeze({ ...message, at: clock.now() }));
  }

  return {
    deliver(message) {
      const { user, challenge, code } = message;
      codes.set(challenge, code);
      const meaning = userMeaningOf(user);
      if (meaning === 'undeliverable' || meaning === 'slow')
        note({ why: 'user', outcome: meaning, challenge });
      if (meaning === 'undeliverable' || happens('message-lost', challenge)) {
        throw new MockFaultError('The message is lost, as the mock was told. Give it another user or fault.');
      }
      const root = rootOf(challenge) ?? challenge;
      if (meaning === 'slow') {
        clock.after(
          SLOW,
          () => {
            arrive(message);
          },
          { background: true },
        );
      } else if (racing() && root === challenge) {
        held.set(root, message);
      } else {
        arrive(message);
        const late = held.get(root);
        held.delete(root);
        if (late !== undefined) arrive(late);
      }
    },
    codeOf: (challenge) => codes.get(challenge),
    release() {
      for (const message of held.values()) arrive(message);
      held.clear();
    },
  };
}
