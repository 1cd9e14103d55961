// The pages of the adapters: the service answers as it was recorded, in place of a fetch, and which of its answers comes next
// is chosen beside the element. What crosses the wire is shown, and what the page gets. Which adapter it is, and in which
// ways, is each page's.
import { html, nothing, render, type TemplateResult } from 'lit';
import { OtpConfirm } from 'otp-confirm';
import type { ConfirmAdapter } from 'otp-confirm/client';
import type { Operation } from 'otp-confirm/core';
import { find } from './find.js';
import { navigate } from './pages.js';

/** One way of the service: its adapter, and what the element is told in the page's markup. */
export interface Way {
  readonly create: (fetch: typeof globalThis.fetch) => ConfirmAdapter;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** As test/adapters has them. */
interface Recording {
  readonly service: string;
  readonly origin: string;
  readonly answers: readonly Answer[];
}
interface Answer {
  readonly method: string;
  readonly operation: Operation;
  readonly of: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly outcome: { readonly kind: string };
  readonly origin?: string;
}
interface Exchange {
  readonly asked: string;
  readonly answer: Answer;
}

const questions: Readonly<Record<Operation, string>> = {
  confirm: 'Asked to confirm, it answers as to:',
  issue: 'Asked for a code, it answers as to:',
};
const json = (value: unknown): string => JSON.stringify(value, undefined, 2);

/** What stands below each page's own words: the element, and the service. */
const frame = html`<div class="example">
  <section class="card" aria-label="Confirm">
    <div id="method" class="choices"></div>
    <div id="element"></div>
    <p id="session" role="status"></p>
  </section>
  <aside aria-label="The service">
    <p class="soft">No server is asked here: any of its answers can be the next one.</p>
    <div id="service" class="choices"></div>
    <div id="wire" class="wire"></div>
    <p id="origin" class="soft"></p>
  </aside>
</div>`;

function draw({ asked, answer }: Exchange): TemplateResult {
  const { status, headers, body, outcome, origin } = answer;
  const shown = Object.entries(headers).map(([name, value]) => `${name}: ${value}\n`);
  return html`<h2>Over the wire</h2>
    <pre>${asked}</pre>
    <pre>
${status}
${shown}${body === undefined ? nothing : json(body)}</pre>
    <p>The adapter makes of it: <code>${json(outcome)}</code></p>
    ${origin ? html`<p class="soft">${origin}</p>` : nothing}`;
}

/** A choice of words, of which the first is made. */
function choiceOf(
  title: string,
  name: string,
  words: readonly string[],
  choose: (word: string) => void,
): HTMLFieldSetElement {
  const legend = document.createElement('legend');
  legend.textContent = title;
  const labels = words.map((value, index) => {
    const input = Object.assign(document.createElement('input'), { type: 'radio', name, value });
    input.checked = index === 0;
    input.addEventListener('change', () => {
      choose(value);
    });
    const label = document.createElement('label');
    label.append(input, value);
    return label;
  });
  const choice = document.createElement('fieldset');
  choice.append(legend, ...labels);
  return choice;
}

/** Takes the session that an adapter gives once a code is confirmed: the names of its tokens are shown, never the tokens. */
export function onSession(session: object): void {
  find('#session', HTMLElement).textContent = `The page has: ${Object.keys(session).join(', ')}.`;
}

/** Shows the ways of a service, the first of them at once. */
export async function demonstrate(name: string, ways: Readonly<Record<string, Way>>): Promise<void> {
  navigate();
  render(frame, find('main', HTMLElement));
  const place = find('#element', HTMLElement);
  const wire = find('#wire', HTMLElement);
  const service = find('#service', HTMLElement);
  const recording = (await (await fetch(`./build/adapters/${name}.json`)).json()) as Recording;
  const next = new Map<Operation, Answer | undefined>();

  /** The service: takes what is asked, and gives the answer that was chosen. */
  const answering =
    (operation: Operation): typeof globalThis.fetch =>
    (input, init) => {
      const answer = next.get(operation);
      if (!answer) throw new Error(`No answer to ${operation} was recorded. Record one.`);
      const asked = new Request(input, init);
      void asked.text().then((body) => {
        render(draw({ asked: `${asked.method} ${new URL(asked.url).pathname}\n${body}`, answer }), wire);
      });
      const { status, headers, body } = answer;
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      return Promise.resolve(new Response(status === 204 ? null : text, { status, headers }));
    };

  function choose(method: string): void {
    const way = ways[method];
    if (!way) return;
    const answers = recording.answers.filter((answer) => answer.method === method);
    const operations = (['confirm', 'issue'] as const).flatMap((operation) => {
      const all = new Map(
        answers.filter((answer) => answer.operation === operation).map((answer) => [answer.of, answer]),
      );
      const answerAsTo = (of: string | undefined): void => {
        next.set(operation, all.get(of ?? ''));
      };
      const [first] = all.keys();
      answerAsTo(first);
      return first === undefined
        ? []
        : choiceOf(questions[operation], operation, [...all.keys()], answerAsTo);
    });
    service.replaceChildren(...operations);
    render(nothing, wire);
    const element = new OtpConfirm();
    for (const [attribute, value] of Object.entries(way.attributes ?? {}))
      element.setAttribute(attribute, value);
    // Each operation has an adapter of its own: what it asks tells which answer is meant.
    const { confirm } = way.create(answering('confirm'));
    element.adapter = { ...way.create(answering('issue')), confirm };
    place.replaceChildren(element);
  }

  const methods = Object.keys(ways);
  find('#method', HTMLElement).append(choiceOf('Method', 'method', methods, choose));
  find('#origin', HTMLElement).textContent = `${recording.service}. ${recording.origin}.`;
  choose(methods[0] ?? '');
}
