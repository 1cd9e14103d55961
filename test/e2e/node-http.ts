// A handler of Requests on a real HTTP server on loopback, and a log of what came over the wire, as it came. What is
// answered is the handler's.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it arrived, before anything read it. */
export interface Received {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Headers;
  readonly body: string;
}

export interface Listening {
  readonly origin: string;
  readonly received: readonly Received[];
  /** What a handler threw: an answer of 500 alone is easily overlooked. */
  readonly errors: readonly unknown[];
  close(): Promise<void>;
}

async function bytesOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) chunks.push(new Uint8Array(chunk));
  return Buffer.concat(chunks);
}

function headersOf(incoming: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
  return headers;
}

/** Starts on a free port. A handler that answers with nothing tears the connection. */
export async function listen(handler: (request: Request) => Promise<Response | null>): Promise<Listening> {
  const received: Received[] = [];
  const errors: unknown[] = [];
  let origin = '';

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/' } = incoming;
    const headers = headersOf(incoming);
    const bytes = await bytesOf(incoming);
    received.push({ method, path, headers, body: bytes.toString() });
    const body = method === 'GET' || method === 'HEAD' ? null : new Uint8Array(bytes);
    const response = await handler(new Request(new URL(path, origin), { method, headers, body }));
    if (!response) {
      outgoing.destroy();
      return;
    }
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  }

  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => {
      errors.push(error);
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(500).end();
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    origin,
    received,
    errors,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
