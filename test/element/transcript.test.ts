// The whole way as assistive technology is told it: what the live region comes to say, and what the field and the buttons
// are, each read out of the browser's own tree. It has to be what docs/transcript.txt says, in every engine; what was
// told this time is left in test/output, to be read and, where it is right, to take that file's place.
import { expect } from '@open-wc/testing';
import { writeFile } from '@web/test-runner-commands';
import type { Outcome } from '../../src/core/index.js';
import type { OtpConfirm } from '../../src/index.js';
import { ax, click, engine, heard, pasteText, pressKeys, type } from './browser.js';
import {
  autofill,
  connect,
  deferredAdapter,
  drawn,
  inputOf,
  mount,
  part,
  request,
  resetConnection,
  settled,
} from './fixtures.js';

// Both clocks stand, but where the test moves them: what counts down says the same in each run.
const { now: wall } = Date;
const start = Date.now();
let passed = 0;
function advance(seconds: number): void {
  passed += seconds * 1000;
  document.dispatchEvent(new Event('visibilitychange'));
}
before(() => {
  Date.now = () => start + passed;
  performance.now = () => passed;
});
after(() => {
  resetConnection();
  Date.now = wall;
  Reflect.deleteProperty(performance, 'now');
});

describe('the whole way', () => {
  it('is told as docs/transcript.txt has it', async function () {
    this.timeout(60_000);
    const adapter = deferredAdapter();
    let element: OtpConfirm | undefined;
    const lines: string[] = [];
    let known: readonly string[] = [];

    /** What the trees hold, a line each. */
    async function state(host: OtpConfirm): Promise<string[]> {
      const found = await ax(inputOf(host));
      if (!found) throw new Error('The engine leaves the field out of its tree.');
      const words = [
        `"${found.name}"`,
        found.text || 'empty',
        ...(['focused', 'invalid', 'readonly', 'disabled'] as const).filter((each) => found[each]),
      ];
      const buttons: string[] = [];
      for (const name of ['confirm', 'resend'] as const) {
        const button = part(host, name).hidden ? null : await ax(part(host, name));
        if (button) buttons.push(`"${button.name}"${button.disabled ? ', unavailable' : ''}`);
      }
      return [
        `field: ${words.join(', ')}`,
        `described: ${found.description}`,
        buttons.length ? `buttons: ${buttons.join('; ')}` : 'buttons: none',
      ];
    }

    async function step(title: string, action: (host: OtpConfirm) => unknown): Promise<void> {
      let said: string[] = [];
      if (element) {
        const host = element;
        said = await heard(host, async () => {
          await action(host);
          await drawn(host);
        });
      } else {
        element = await mount('<otp-confirm challenge="c" expires-in="300" resend-in="30"></otp-confirm>', {
          adapter,
        });
      }
      const now = await state(element);
      lines.push(
        '',
        title,
        ...said.map((words) => `  says: ${words}`),
        ...(said.length ? [] : ['  says nothing']),
        // What is as it was is not told again.
        ...now.filter((line) => !known.includes(line)).map((line) => `  ${line}`),
      );
      known = now;
    }
    const send = (number: number) => async () => {
      await pressKeys('Enter');
      await request(adapter.confirms, number);
    };
    const answer = (outcome: Outcome) => async (host: OtpConfirm) => {
      adapter.confirms.at(-1)?.answer(outcome);
      await settled(host);
    };

    await step('The page is there', () => undefined);
    await step('The person comes to the field', (host) => {
      host.focus();
    });
    await step('Types three digits', () => type('123'));
    await step('Types the rest', () => type('456'));
    await step('Takes one back', () => pressKeys('Backspace'));
    await step('Types another', () => type('7'));
    await step('Presses Enter', send(1));
    await step('The code is wrong', answer({ kind: 'incorrect', attemptsRemaining: 2 }));
    await step('Goes to the first digit', () => pressKeys('Home'));
    await step('Corrects it', () => type('9'));
    await step('Presses Enter', send(2));
    await step('That one is wrong, too', answer({ kind: 'incorrect', attemptsRemaining: 1 }));
    await step('Pastes a message over it', () => pasteText('Your code is 222 222'));
    await step('Presses Enter', send(3));
    await step('The connection is lost', async (host) => {
      connect(false);
      await answer({ kind: 'network' })(host);
    });
    await step('The connection is back', () => {
      connect(true);
    });
    await step('Tries again', send(4));
    await step('Too many tries', answer({ kind: 'rate-limited', retryAfter: 45 }));
    await step('Ten seconds go by', () => {
      advance(10);
    });
    await step('The wait is over', () => {
      advance(35);
    });
    await step('One minute is left', () => {
      advance(196);
    });
    await step('The time is over', () => {
      advance(61);
    });
    await step('Tries all the same', send(5));
    await step('The code has expired', answer({ kind: 'expired' }));
    await step('Presses the button that sends a new one', async (host) => {
      await click(part(host, 'resend'));
      await request(adapter.issues);
    });
    await step('It is sent', async (host) => {
      adapter.issues
        .at(-1)
        ?.answer({ kind: 'issued', challenge: 'c2', info: { expiresIn: 300, resendIn: 30 } });
      await settled(host);
    });
    await step('Pastes something else', () => pasteText('thank you'));
    await step('A password manager fills it in', (host) => {
      autofill(inputOf(host), '654321');
    });
    await step('Presses Enter', send(6));
    await step('Too many were wrong', answer({ kind: 'locked', scope: 'challenge' }));
    await step('Asks for a new one and is sent it', async (host) => {
      advance(31);
      void host.issue();
      (await request(adapter.issues, 2)).answer({ kind: 'issued', challenge: 'c3' });
      await settled(host);
    });
    await step('Enters it', () => type('777777'));
    await step('Presses Enter', send(7));
    await step('It is confirmed', answer({ kind: 'confirmed' }));

    const transcript = `${lines.slice(1).join('\n')}\n`;
    await writeFile({ path: `../output/transcript.${await engine()}.txt`, content: transcript });
    expect(transcript).to.equal(await (await fetch('/docs/transcript.txt')).text());
  });
});
