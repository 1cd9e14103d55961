// A real HTTP server on loopback whose answers a test writes by hand, and a client in front of it.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before } from 'node:test';

export interface Received {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** One server for the tests of a file. `respond` is what the next requests get; `received` is what came. */
export function serveTests() {
  const received: Received[] = [];
  const state = {
    url: '',
    received,
    respond: (response: ServerResponse): void => {
      response.end();
    },
    json(status: number, body: unknown, headers: Record<string, string> = {}): void {
      this.respond = (response) => {
        response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
        response.end(typeof body === 'string' ? body : JSON.stringify(body));
      };
    },
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, url: path, headers } = request;
      received.push({ method, path, headers, body: Buffer.concat(chunks).toString() });
      state.respond(response);
    });
  });
  before(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    state.url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return state;
}
