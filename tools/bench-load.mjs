// The load of `npm run bench:server`: requests that are made beforehand, over connections that stay open, by a client that
// does as little as can be done, so that the servers are what is measured.
import { connect } from 'node:net';
import { once } from 'node:events';

/**
 * @typedef {object} Connection
 * @property {(request: Buffer) => Promise<number>} send Resolves when the answer is complete, with its status.
 * @property {() => void} close
 */

/** @returns {Promise<Connection>} */
async function open(port) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  let answer = '';
  let settle;
  socket.setEncoding('latin1').on('data', (part) => {
    answer += part;
    const headEnd = answer.indexOf('\r\n\r\n');
    if (headEnd < 0) return;
    const length = /content-length: (\d+)/i.exec(answer.slice(0, headEnd))?.[1];
    const done =
      length === undefined ? answer.endsWith('0\r\n\r\n') : answer.length >= headEnd + 4 + Number(length);
    if (!done) return;
    const status = Number(answer.slice(9, 12));
    answer = '';
    settle(status);
  });
  socket.on('error', () => undefined).on('close', () => settle?.(0));
  return {
    send(request) {
      return new Promise((resolve) => {
        settle = resolve;
        socket.write(request);
      });
    },
    close: () => socket.destroy(),
  };
}

export const openAll = (ports, count) =>
  Promise.all(Array.from({ length: count }, (_, index) => open(ports[index % ports.length])));

/** As it would come from a page's script. */
export function confirmRequest({ challenge, code }, key) {
  const body = JSON.stringify({
    stepName: 'Confirm one-time code for user',
    sourceStep: 'Get one-time code for user',
    challenge,
    code,
  });
  return Buffer.from(
    `POST /otp/confirm HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n` +
      `Origin: http://127.0.0.1\r\nSec-Fetch-Site: same-origin\r\nIdempotency-Key: "${key}"\r\n` +
      `Content-Length: ${body.length}\r\n\r\n${body}`,
  );
}

/** Sends it until it is confirmed; gives how often it was turned away. SQLite does, where it is held for too long. */
async function confirmed(connection, request) {
  for (let turnedAway = 0; ; turnedAway++) {
    const status = await connection.send(request);
    if (status === 200) return turnedAway;
    if (status !== 503) throw new Error(`A confirmation was answered ${status}.`);
  }
}

/** Everything as fast as it is answered: how many a second, and how many of a hundred were turned away first. */
export async function closedLoop(connections, requests) {
  let next = 0;
  let turnedAway = 0;
  const startedAt = performance.now();
  await Promise.all(
    connections.map(async (connection) => {
      while (next < requests.length) turnedAway += await confirmed(connection, requests[next++]);
    }),
  );
  return {
    perSecond: (requests.length / (performance.now() - startedAt)) * 1000,
    turnedAway: (turnedAway / requests.length) * 100,
  };
}

/** As many a second as told, whether they are answered or not; times count from when each was due. */
export async function openLoop(connections, requests, perSecond) {
  const idle = [...connections];
  const took = [];
  const waiting = [];
  const startedAt = performance.now();
  const dueAt = (index) => startedAt + (index / perSecond) * 1000;
  await new Promise((resolve) => {
    let next = 0;
    const begin = async (connection, index) => {
      await confirmed(connection, requests[index]);
      took.push(performance.now() - dueAt(index));
      if (took.length === requests.length) return resolve();
      const queued = waiting.shift();
      if (queued === undefined) idle.push(connection);
      else void begin(connection, queued);
    };
    const tick = () => {
      for (const now = performance.now(); next < requests.length && dueAt(next) <= now; next++) {
        const connection = idle.pop();
        if (connection === undefined) waiting.push(next);
        else void begin(connection, next);
      }
      if (next < requests.length) setTimeout(tick, 1);
    };
    tick();
  });
  took.sort((one, other) => one - other);
  const at = (part) => took[Math.min(took.length - 1, Math.floor(took.length * part))];
  return { p50: at(0.5), p99: at(0.99) };
}
