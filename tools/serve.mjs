// Serves folders on this machine alone, with the strict headers under which the package promises to work: the sandbox
// (`demo/` at the root and the build under `/dist/`), or what is given. `npm start` runs it; tests and the documentation
// import `serve`.
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import sirv from 'sirv';
import { pagePolicy } from './policy.mjs';

const firstPort = 8000;
const portsToTry = 20;

const headers = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

const refuse = (response, status, reason) => {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${reason}\n`);
};

const reports = '/violations';

async function readReport(request, response, onViolation) {
  let report = '';
  for await (const piece of request.setEncoding('utf8')) report += piece;
  onViolation(report);
  response.writeHead(204).end();
}

function createHandler(folders, policyOf, onViolation) {
  const policy = policyOf(onViolation && { 'report-uri': reports });
  const handlers = Object.entries(folders).map(([path, folder]) => ({
    path,
    // dev: files are read at each request, so a rebuild shows without a restart
    files: sirv(folder, { dev: true, etag: false, extensions: ['html'] }),
  }));
  return (request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.setHeader('Content-Security-Policy', policy);
    if (onViolation && request.method === 'POST' && request.url === reports) {
      void readReport(request, response, onViolation);
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      refuse(response, 405, 'This server only hands out files.');
      return;
    }
    const notFound = () => refuse(response, 404, 'There is no such file.');
    const { path, files } = handlers.find((each) => request.url.startsWith(each.path));
    request.url = request.url.slice(path.length - 1);
    files(request, response, notFound);
  };
}

/** Listens at one address; the port is in use where the value is undefined. */
const listen = (handler, host, port) =>
  new Promise((resolve, reject) => {
    const server = createServer(handler);
    server.once('error', (error) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen({ host, port, exclusive: true }, () => resolve(server));
  });

/** Both loopback addresses, for `localhost` is either: half a port would lead a browser to another program. */
async function listenOnLocalhost(handler, port) {
  const first = await listen(handler, '127.0.0.1', port);
  if (!first) return undefined;
  try {
    const second = await listen(handler, '::1', first.address().port);
    if (second) return [first, second];
  } catch (error) {
    // a machine without IPv6
    if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') return [first];
    throw error;
  }
  first.close();
  return undefined;
}

/**
 * Serves folders on localhost.
 *
 * @param {object} options
 * @param {string} [options.root] the project's folder: its demo and its build are served
 * @param {Record<string, string>} [options.folders] or these, each under the path that it has here; the last is '/'
 * @param {(more?: Record<string, string>) => string} [options.policy] the policy of all pages. Default: pagePolicy
 * @param {number} [options.port] this port or none; 0 is any free one. Left out: the first free one from 8000 on
 * @param {(report: string) => void} [options.onViolation] has browsers report what violates the policy, and is told of it
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>}
 * @throws where no port is free, with what to do
 */
export async function serve({
  root,
  folders = { '/dist/': join(root, 'dist'), '/': join(root, 'demo') },
  policy = pagePolicy,
  port,
  onViolation,
}) {
  const handler = createHandler(folders, policy, onViolation);
  const ports = port === undefined ? Array.from({ length: portsToTry }, (_, i) => firstPort + i) : [port];
  for (const candidate of ports) {
    const servers = await listenOnLocalhost(handler, candidate);
    if (!servers) continue;
    const chosen = servers[0].address().port;
    return {
      url: `http://localhost:${chosen}/`,
      port: chosen,
      close: async () => {
        await Promise.all(
          servers.map((server) => {
            server.closeAllConnections();
            return new Promise((resolve) => server.close(resolve));
          }),
        );
      },
    };
  }
  throw new Error(
    port === undefined
      ? `The ports ${firstPort} to ${firstPort + portsToTry - 1} are all taken. Set PORT to a free one: PORT=9000 npm start`
      : `The port ${port} is taken. Set PORT to a free one, or leave it unset to have one found.`,
  );
}

/** The port that PORT names; undefined where it names none. */
export const portFromEnvironment = () => {
  const text = process.env.PORT;
  if (!text) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error(`PORT is "${text}". Set it to a number from 0 to 65535, or leave it unset.`);
  return port;
};

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const { url } = await serve({ root: join(import.meta.dirname, '..'), port: portFromEnvironment() });
    console.log(`The sandbox is at ${url}   (stop it with Ctrl+C)`);
  } catch (error) {
    console.error(
      error.code === 'EACCES' ? 'This port needs rights. Set PORT to one above 1023.' : error.message,
    );
    process.exitCode = 1;
  }
}
