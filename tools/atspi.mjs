// A private accessibility bus for WebKitGTK, and the probe (atspi.py) that reads the engine's tree over it.
// Owns: the bus and the probe. Does not own: processes (`run` is the launcher's), nor which element is asked for.
import { accessSync, constants, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';

// Debian's own interpreter: python3-gi is installed for it, and not for another one that is first on the path.
const PYTHON = '/usr/bin/python3';
const BUS = '/usr/bin/dbus-daemon';
const PROBE = fileURLToPath(new URL('atspi.py', import.meta.url));
const HINT = 'apt-get install dbus-daemon python3-gi';
const PATIENCE = 10_000;

// Names no services: AT-SPI's registry, started by the bus, would outlive it, and reading a tree needs none.
const busConfiguration = (
  address,
) => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>accessibility</type>
  <listen>${address}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

function installed() {
  try {
    for (const program of [PYTHON, BUS]) accessSync(program, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Starts the bus, or nothing where AT-SPI is not installed.
 * @param run spawns a process that dies with this one: (command, args, options) => ChildProcess
 * @returns `env` for the browser, and `find(id)`: what the tree holds under that DOM id, none, one or more.
 */
export async function startAccessibility(home, run) {
  // NO_AT_BRIDGE, set in many containers, would keep GTK from the bus.
  if (!installed())
    return {
      env: { NO_AT_BRIDGE: '1' },
      find: () => {
        throw new Error(`The accessibility tree of WebKitGTK cannot be read: run "${HINT}".`);
      },
    };
  const socket = join(home, 'at-spi');
  const env = { AT_SPI_BUS_ADDRESS: `unix:path=${socket}`, NO_AT_BRIDGE: undefined };
  const options = { env: { ...process.env, ...env }, stdio: 'ignore' };
  const configuration = join(home, 'at-spi.conf');
  writeFileSync(configuration, busConfiguration(env.AT_SPI_BUS_ADDRESS));
  const bus = run(BUS, ['--nofork', `--config-file=${configuration}`], options);
  let failure;
  bus.once('error', (cause) => (failure = new Error(`No accessibility bus: run "${HINT}".`, { cause })));
  bus.once('exit', (code) => (failure ??= new Error(`The accessibility bus ended with code ${code}.`)));
  for (let waited = 0; !existsSync(socket); waited += 10) {
    if (failure) throw failure;
    if (waited > PATIENCE) throw new Error('The accessibility bus opened no socket.');
    await sleep(10);
  }
  let probe;
  return { env, find: (id) => (probe ??= startProbe(run, options)).ask({ id }) };
}

function startProbe(run, { env }) {
  const waiting = [];
  let ended;
  const python = run(PYTHON, [PROBE], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  let complaint = '';
  python.stderr.on('data', (data) => (complaint = (complaint + data).slice(-2000)));
  const end = (reason) => {
    ended = new Error(`The accessibility probe ended (${reason}). ${complaint.trim()} If in doubt: ${HINT}`);
    for (const { reject } of waiting.splice(0)) reject(ended);
  };
  python.once('error', (error) => end(error.message));
  python.once('close', (code) => end(`code ${code}`));
  python.stdin.on('error', () => {}); // it has ended: `close` says so
  createInterface({ input: python.stdout }).on('line', (line) => {
    const { error, found } = JSON.parse(line);
    const asker = waiting.shift();
    if (error === undefined) asker?.resolve(found);
    else asker?.reject(new Error(`AT-SPI: ${error}`));
  });
  return {
    ask(request) {
      if (ended) throw ended;
      return new Promise((resolve, reject) => {
        // Answers come in order, so one that is late would be taken for the next: end the probe instead.
        const timer = setTimeout(() => python.kill('SIGKILL'), PATIENCE);
        const settle = (done) => (value) => {
          clearTimeout(timer);
          done(value);
        };
        waiting.push({ resolve: settle(resolve), reject: settle(reject) });
        python.stdin.write(`${JSON.stringify(request)}\n`);
      });
    },
  };
}
