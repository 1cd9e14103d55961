// What the recordings of a service share: the last answer of the server, made alike from run to run, and the pages' server.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IssueOutcome, Outcome } from '../../src/core/index.js';
import { answerOfPage } from './page.mjs';

/** As it stands in a file of test/adapters. */
export interface Exchange {
  readonly method: string;
  readonly operation: 'confirm' | 'issue';
  /** What was asked, and how it stood. */
  readonly of: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly outcome: Outcome | IssueOutcome;
}
/** What was done for it: the adapter's answer to the request that the server answered last. */
export type Play = readonly [
  method: string,
  operation: Exchange['operation'],
  of: string,
  play: () => Promise<Outcome | IssueOutcome>,
];

/** A fetch that keeps the last answer. In it, and in what became of it, the members of these names read `<name>`. */
export function createKeeper(random: readonly string[]) {
  let last: Response | undefined;
  const names = new Map<unknown, string>();
  const alike = (name: string, value: unknown): unknown => {
    if (random.includes(name) && typeof value === 'string') names.set(value, `<${name}>`);
    return names.get(value) ?? value;
  };
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await globalThis.fetch(input, init);
    last = response.clone();
    return response;
  };
  async function keep([method, operation, of, play]: Play): Promise<Exchange> {
    const told = await play();
    if (!last) throw new Error(`${method}, ${of}: nothing was asked.`);
    const { status, headers } = last;
    const type = headers.get('content-type') ?? '';
    const body = JSON.parse(await last.text(), alike) as unknown;
    const outcome = JSON.parse(JSON.stringify(told), alike) as Outcome;
    return { method, operation, of, status, headers: { 'content-type': type }, body, outcome };
  }
  return { fetch, keep };
}

/** A server of pages, which ask these other origins. */
export async function servePages(services: string) {
  const server = createServer((request, response) => {
    void (async () => {
      const page = await answerOfPage(request.url?.split('?')[0] ?? '', services);
      response.writeHead(page?.status ?? 404, Object.fromEntries(page?.headers ?? []));
      response.end(await page?.text());
    })();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
