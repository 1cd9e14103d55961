// The Auth emulator of firebase-tools on a port of this machine, in a thread of its own: the server alone, without the
// command, which would look for Java and for updates.
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

const require = createRequire(import.meta.url);
const { createApp } = require('firebase-tools/lib/emulator/auth/server.js');

const server = (await createApp(workerData.project)).listen(0, '127.0.0.1');
await once(server, 'listening');
parentPort.postMessage(server.address().port);
