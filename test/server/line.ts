// A line to a server that a test can cut or lead elsewhere: a port on loopback that hands every byte on, as an address
// does that belongs to one machine today and to another tomorrow.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Line {
  /** The server's own address, by this line. */
  readonly url: string;
  /** From now on new connections reach this server. */
  leadTo(url: string): void;
  /** No connection that is open hands on another byte, and none is closed: what a machine leaves that lost its power. */
  fallSilent(): void;
  close(): void;
}

export async function lineTo(url: string): Promise<Line> {
  let port = Number(new URL(url).port);
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.on('error', () => undefined);
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: url.replace(/:\d+(?=\/|$)/, `:${String((server.address() as AddressInfo).port)}`),
    leadTo(next) {
      port = Number(new URL(next).port);
    },
    fallSilent() {
      for (const socket of open) socket.unpipe().pause();
    },
    close() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
