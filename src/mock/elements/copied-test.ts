// Makes a test of what was recorded: for Web Test Runner with @open-wc/testing, against a mock with a clock that stands
// still. Owns the text, and not what is in the recording.
import { meanings } from '../meanings.js';
import type { Action, CodeSource, Recording, Request } from './recording.js';

/** The attributes that say what the step is. Where it goes and how its code looks the mock says. */
const KEPT = ['step-name', 'source-step', 'user-code-field'];

const LATER = `
const { now } = Date;
let ahead = 0;
/** Time goes by: the mock's, and the page's, by which the element counts down. */
function later(by) {
  const before = mock.clock.now();
  mock.clock.advance(by);
  ahead += mock.clock.now() - before;
  Date.now = () => now() + ahead;
  document.dispatchEvent(new Event('visibilitychange'));
}
afterEach(() => {
  Date.now = now;
});
`;
const WAIT = `
/** Time goes by for as long as the mock takes its time. */
async function wait(work) {
  let over = false;
  const end = work.finally(() => {
    over = true;
  });
  while (!over) {
    await Promise.race([end, mock.clock.waiting()]);
    if (!over) later('1s');
  }
}
`;

/**
 * The text of a module that does again what was done, and expects what came of it.
 *
 * @param field the element of the page that it was done with
 */
export function testOf(recording: Recording, field: Element | undefined): string {
  const { actions, user, began } = recording;
  const settings = Object.entries(defined(recording.settings)).map(
    ([name, value]) => `, ${name}: ${literal(value)}`,
  );
  // Less than a second is carried over: a clock that runs would have a line between any two others.
  let owed = 0;
  let time = began;
  const steps = actions.flatMap((action) => {
    owed += action.at - time;
    time = action.kind === 'change' ? action.at : action.settled;
    const seconds = owed < 1000 ? 0 : Math.ceil(owed / 1000);
    if (seconds) owed = 0;
    return [...(seconds ? [`  later('${short(seconds)}');`] : []), ...linesOf(action)];
  });
  const body = steps.join('\n');
  const waits = body.includes('await wait(');
  const timesOut = actions.some((action) => action.kind !== 'change' && action.outcome === 'timeout');
  const outcomes = actions.flatMap((action) => (action.kind === 'change' ? [] : action.outcome));
  const stepName = field?.getAttribute('step-name') ?? undefined;
  const sourceStep = field?.getAttribute('source-step') ?? undefined;
  const request = defined({ user, stepName, sourceStep });
  const attributes = KEPT.flatMap((name) => {
    const value = field?.getAttribute(name);
    return value == null ? [] : ` ${name}="${escaped(value)}"`;
  });
  return `// Done in the sandbox, and copied as a test. Run it with Web Test Runner.
import { expect, fixture, html } from '@open-wc/testing';
import { createMock } from 'otp-confirm/mock';
import 'otp-confirm';

const mock = createMock({ seed: 1, clock: 'manual'${settings.join('')} });
${waits || body.includes('later(') ? LATER : ''}${waits ? WAIT : ''}
it(${literal(`comes to: ${outcomes.join(', ') || 'nothing yet'}`)}, async ${timesOut ? 'function () {\n  this.timeout(60_000);' : '() => {'}
  const element = await fixture(html\`<otp-confirm${attributes.join('')}></otp-confirm>\`);
  const { challenge } = await mock.issue(${literal(request)});
  Object.assign(element, { adapter: mock.adapter, challenge });
${body}
});
`;
}

function linesOf(action: Action): string[] {
  switch (action.kind) {
    case 'change':
      return [`  mock.change(${literal(action.settings)});`];
    case 'confirm':
      return ['', `  ${codeOf(action.code ?? 'other')}`, ...done(action)];
    case 'issue':
      return ['', ...done(action)];
    default:
      return action satisfies never;
  }
}

function done({ kind, waited, outcome }: Request): string[] {
  const work = `element.${kind}()`;
  return [
    waited && outcome !== 'timeout' ? `  await wait(${work});` : `  await ${work};`,
    `  expect(element.outcome?.kind).to.equal('${outcome}');`,
  ];
}

function codeOf(source: CodeSource): string {
  if (source === 'other')
    return "element.code = mock.inbox.latest.code.replace(/.$/, (last) => (last === '2' ? '3' : '2')); // wrong";
  if (source === 0) return 'element.code = mock.inbox.latest.code;';
  if (typeof source === 'number') return `element.code = mock.inbox.all.at(${-1 - source}).code;`;
  return `element.code = '${meanings[source].code}'; // ${source}`;
}

/** Without what is as it is from the start. */
function defined(values: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([, value]) =>
        value !== undefined && value !== 0 && value !== 'happy' && JSON.stringify(value) !== '{}',
    ),
  );
}

/** As it is written in a script, in quotes of the house. */
function literal(value: unknown): string {
  if (typeof value === 'string') return `'${value.replaceAll(/[\\'\n\r\u2028\u2029]/g, escapedCharacter)}'`;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(
      ([name, member]) => `${/^\w+$/.test(name) ? name : literal(name)}: ${literal(member)}`,
    );
    return members.length ? `{ ${members.join(', ')} }` : '{}';
  }
  return String(value);
}

const escapedCharacter = (character: string): string =>
  character === '\\' || character === "'"
    ? `\\${character}`
    : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** In an attribute, inside a template. */
const escaped = (value: string): string =>
  value.replaceAll(/[&"<>`\\$\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);

const short = (seconds: number): string => (seconds % 60 ? `${seconds}s` : `${seconds / 60}m`);
