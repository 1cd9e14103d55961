// A starter's page in a browser: what the person does in it, and what the page says, shows and complains of.
import { answerTo } from '../e2e/waiting.js';
import type { Driver } from '../e2e/drivers.js';
import type { Edit } from './starter.js';

/** A page that was opened. */
export interface Visit extends Driver {
  /** The code that was sent for it. */
  sent(): Promise<string>;
}

/** The page keeps what it complains of from its first script on. */
export const listening = (index: string): Edit => [
  index,
  '<meta charset="utf-8" />',
  `<meta charset="utf-8" />
    <script>
      __complaints = [];
      for (const how of ['warn', 'error']) console[how] = (...words) => __complaints.push(words.join(' '));
      addEventListener('error', ({ message }) => __complaints.push(message));
    </script>`,
];

export const fieldOf = (visit: Visit) =>
  visit.waitFor('the field', (look) => look.upgraded && look.field !== null);
export const says = (visit: Visit, words: string) =>
  visit.waitFor(`the page's words "${words}"`, ({ text }) => text.includes(words));
export const complains = (visit: Visit, of: RegExp) =>
  answerTo(
    async () => (of.test((await visit.complaints()).join('\n')) ? true : undefined),
    () => `the complaint ${String(of)}`,
  );

export async function typeIn(visit: Visit, text: string): Promise<void> {
  await fieldOf(visit);
  await visit.click('otp-confirm input');
  await visit.type(text);
}

export async function signIn(visit: Visit): Promise<void> {
  await typeIn(visit, await visit.sent());
  await visit.click('form > button');
}

/** What is in the field once the page's step has come anew, which this expression brings about. */
export async function comesAnew(visit: Visit, how: string): Promise<string | undefined> {
  await visit.read("String(document.querySelector('#step').append('of the old step'))");
  await visit.read(`String(${how})`);
  const { field } = await visit.waitFor(
    'the new step',
    (look) => look.upgraded && look.field !== null && !look.text.includes('of the old step'),
  );
  return field?.value;
}
