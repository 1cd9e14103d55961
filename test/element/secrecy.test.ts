// Where the code and the token must not be: events, attributes, markup, words, outcomes, other form entries.
import { expect } from '@open-wc/testing';
import type { ConfirmationEvent, OtpConfirm } from '../../src/index.js';
import { pressKeys, type } from './browser.js';
import { deferredAdapter, drawn, mount, request, settled } from './fixtures.js';

const CODE = 'SentinelCode';
const TOKEN = 'SentinelToken';
const told = ['complete', 'confirming', 'confirmed', 'refused', 'expired', 'locked', 'issued', 'failed'];

/** All that an event says, its prototypes' getters too; the nodes that it points to are looked at by themselves. */
function fieldsOf(event: Event): string {
  const fields: unknown[] = [];
  for (const name in event) fields.push(name, Reflect.get(event, name));
  for (const name of Object.getOwnPropertyNames(event)) fields.push(name, Reflect.get(event, name));
  return fields
    .map((field) => (field instanceof Node || field instanceof Window ? '' : (JSON.stringify(field) ?? '')))
    .join('\n');
}

/** What a log, a snapshot of the page or a replay tool would keep, but for what is drawn in the cells. */
function traces(element: OtpConfirm): string {
  const nodes = [
    element,
    ...element.querySelectorAll('*'),
    ...(element.shadowRoot?.querySelectorAll('*') ?? []),
  ];
  const attributes = nodes.flatMap((node) => [...node.attributes].map(({ value }) => value));
  const shadow = [...(element.shadowRoot?.children ?? [])].map((node) => node.textContent);
  const outcome = JSON.stringify(element.outcome);
  return [element.outerHTML, ...attributes, ...shadow.map((text) => text?.replace(CODE, '')), outcome].join(
    '\n',
  );
}

async function start() {
  const adapter = deferredAdapter();
  const element = await mount(
    '<form><otp-confirm challenge="c1" alphabet="text" length="12" step-name="Confirm"></otp-confirm></form>',
    { adapter },
  );
  const events: ConfirmationEvent[] = [];
  for (const name of told)
    // They bubble: the document hears them.
    document.addEventListener(name, (event) => events.push(event as ConfirmationEvent), { once: true });
  element.form?.addEventListener('submit', (event) => {
    event.preventDefault();
  });
  element.focus();
  await type(CODE);
  await pressKeys('Enter');
  return { adapter, element, events };
}

const answers = [
  { kind: 'confirmed', token: TOKEN, tokenExpiresIn: 60, next: { step: 'home' } },
  { kind: 'incorrect', attemptsRemaining: 2 },
  { kind: 'expired' },
  { kind: 'locked', scope: 'challenge' },
  { kind: 'network' },
] as const;

for (const answer of answers)
  it(`neither code nor token is told: ${answer.kind}`, async () => {
    const { adapter, element, events } = await start();
    const exchange = await request(adapter.confirms);
    await drawn(element);
    expect(exchange.request.code, 'the sentinel is what is sent').to.equal(CODE);
    expect(traces(element)).not.to.contain(CODE);
    exchange.answer(answer);
    await settled(element);
    expect(events.map((event) => event.type)).to.include('confirming');
    expect(events.length).to.be.at.least(3);
    for (const event of events) {
      expect([event.bubbles, event.composed]).to.deep.equal([true, false]);
      expect(event.cancelable).to.equal(event.type === 'confirming');
      expect(fieldsOf(event), event.type).not.to.match(/Sentinel/);
    }
    expect(traces(element)).not.to.match(/Sentinel/);
    expect(element.value).to.equal(answer.kind === 'confirmed' ? TOKEN : '');
  });

it('events do not leave a shadow tree that the element is in', async () => {
  const outer = await mount('<section></section><otp-confirm></otp-confirm>');
  const section = outer.previousElementSibling;
  if (!section) throw new Error('The section is gone.');
  const root = section.attachShadow({ mode: 'open' });
  root.append(outer);
  const inside: Event[] = [];
  const outside: Event[] = [];
  root.addEventListener('complete', (event) => inside.push(event));
  section.addEventListener('complete', (event) => outside.push(event));
  outer.code = '123456';
  await drawn(outer);
  expect([inside.length, outside.length]).to.deep.equal([1, 0]);
});
