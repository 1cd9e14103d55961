// A @web/test-runner launcher for WebKitGTK: MiniBrowser under a private Xvfb, driven by W3C WebDriver over fetch.
// Owns: the processes and their end, the WebDriver session. Does not own: the page's keys and mouse
// (webkit-page.mjs), reading the accessibility tree (atspi.mjs), the commands (engine-plugin.mjs).
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startAccessibility } from './atspi.mjs';
import { webKitPage } from './webkit-page.mjs';

const START_PATIENCE = 15_000;
const COMMAND_PATIENCE = 45_000; // more than the page load time-out below, which has the better message
const HINT = 'apt-get install webkit2gtk-driver xvfb';
const SETPRIV = '/usr/bin/setpriv';
const END_SIGNALS = ['SIGTERM', 'SIGHUP'];
const exit = () => process.exit(1);

export function findMiniBrowser() {
  for (const arch of ['x86_64-linux-gnu', 'aarch64-linux-gnu']) {
    const lib = `/usr/lib/${arch}`;
    if (!existsSync(lib)) continue;
    const versions = readdirSync(lib).filter((name) => /^webkit2?gtk-/.test(name));
    for (const version of versions.sort().reverse())
      if (existsSync(`${lib}/${version}/MiniBrowser`)) return `${lib}/${version}/MiniBrowser`;
  }
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
    server.on('error', reject);
  });

class WebKitGtkLauncher {
  name = 'WebKitGTK';
  type = 'puppeteer'; // so that @web/test-runner-commands' plugins drive getPage() below
  concurrency = 1;
  #options;
  #config;
  #home;
  #processes = [];
  #base;
  #session;
  #starting;
  #active = new Map();
  #gone = new AbortController(); // aborted with the reason once the driver has ended
  #accessibility;
  // WebKit refuses actions while others are under way: one after the other.
  #queue = Promise.resolve();

  /** @param options { executablePath, driver, args, env, media: { dark, reducedMotion, moreContrast }, name } */
  constructor(options = {}) {
    this.#options = options;
    if (options.name) this.name = options.name;
  }

  async initialize(config) {
    this.#config = config;
  }

  // GTK reads its settings once, at start. gtk.css shrinks the toolbar, whose natural width (447 px)
  // would else be the narrowest viewport.
  #writeGtkSettings({ dark, reducedMotion, moreContrast } = {}) {
    const directory = join(this.#home, 'gtk-3.0');
    mkdirSync(directory);
    writeFileSync(
      join(directory, 'gtk.css'),
      '* { min-width: 0; min-height: 0; padding: 0; margin: 0; border-width: 0; font-size: 1px; }\n',
    );
    const theme = moreContrast ? 'HighContrast' : dark ? 'Adwaita-dark' : 'Adwaita';
    writeFileSync(
      join(directory, 'settings.ini'),
      `[Settings]\ngtk-theme-name=${theme}\ngtk-enable-animations=${reducedMotion ? 0 : 1}\n`,
    );
  }

  // The kernel ends these with this process, however it ends: an exit handler does not see SIGKILL.
  #run = (command, args, options) => {
    const child = existsSync(SETPRIV)
      ? spawn(SETPRIV, ['--pdeathsig', 'TERM', '--', command, ...args], options)
      : spawn(command, args, options);
    this.#processes.push(child);
    child.on('error', () => {}); // each caller has its own; without one at all Node would throw
    return child;
  };

  #kill = () => {
    for (const child of this.#processes.splice(0).reverse()) child.kill();
    if (this.#home) rmSync(this.#home, { recursive: true, force: true, maxRetries: 3 });
  };

  #startXvfb() {
    // A small screen keeps the X pointer (its centre) inside the window: without a window manager
    // that is what gives the window the focus. Else document.hasFocus() is false and :focus never matches.
    const xvfb = this.#run('Xvfb', ['-displayfd', '3', '-screen', '0', '400x300x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    return new Promise((resolve, reject) => {
      const fail = (why) => {
        clearTimeout(timer);
        reject(new Error(`Xvfb did not start (${why}): run "${HINT}".`));
      };
      const timer = setTimeout(fail, START_PATIENCE, 'no answer');
      xvfb.once('error', (error) => fail(error.message));
      xvfb.once('exit', (code) => fail(`code ${code}`));
      xvfb.stdio[3].once('data', (display) => {
        clearTimeout(timer);
        resolve(`:${String(display).trim()}`);
      });
    });
  }

  async #startDriver(env) {
    const port = await freePort();
    this.#base = `http://127.0.0.1:${port}`;
    const command = this.#options.driver ?? 'WebKitWebDriver';
    const driver = this.#run(command, [`--port=${port}`], { env, stdio: 'ignore' });
    const end = (why) => this.#gone.abort(new Error(`WebKitWebDriver ended (${why}). Installed? "${HINT}"`));
    driver.once('error', (error) => end(error.message));
    driver.once('exit', (code, signal) => end(signal ?? `code ${code}`));
    for (let waited = 0; ; waited += 50) {
      try {
        return await this.#request('GET', '/status');
      } catch (error) {
        if (this.#gone.signal.aborted || waited > START_PATIENCE) throw error;
        await sleep(50);
      }
    }
  }

  async #start() {
    process.once('exit', this.#kill);
    for (const signal of END_SIGNALS) process.once(signal, exit);
    this.#home = mkdtempSync(join(tmpdir(), 'wtr-webkitgtk-'));
    this.#writeGtkSettings(this.#options.media);
    this.#accessibility = await startAccessibility(this.#home, this.#run);
    const env = {
      ...process.env,
      GDK_BACKEND: 'x11',
      XDG_CONFIG_HOME: this.#home,
      // Nothing but the accessibility bus: GTK would start portals and settings daemons and wait for them.
      DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(this.#home, 'no-bus')}`,
      GSETTINGS_BACKEND: 'memory',
      GTK_USE_PORTAL: '0',
      GIO_USE_VFS: 'local',
      ...this.#accessibility.env,
      ...this.#options.env,
      DISPLAY: await this.#startXvfb(),
    };
    await this.#startDriver(env);
    const { sessionId, capabilities } = await this.#request('POST', '/session', {
      capabilities: {
        alwaysMatch: {
          timeouts: { pageLoad: 30_000, script: 10_000 },
          'webkitgtk:browserOptions': {
            binary: this.#options.executablePath ?? findMiniBrowser(),
            args: ['--automation', ...(this.#options.args ?? [])],
          },
        },
      },
    });
    this.#session = sessionId;
    this.version = capabilities.browserVersion;
  }

  async #request(method, path, body) {
    this.#gone.signal.throwIfAborted();
    const late = AbortSignal.timeout(COMMAND_PATIENCE);
    let response;
    try {
      response = await fetch(this.#base + path, {
        method,
        body: body === undefined ? undefined : JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
        signal: AbortSignal.any([this.#gone.signal, late]),
      });
    } catch (cause) {
      this.#gone.signal.throwIfAborted();
      const why = late.aborted ? `gave no answer in ${COMMAND_PATIENCE / 1000} s` : 'cannot be reached';
      throw new Error(`WebDriver ${method} ${path}: WebKitWebDriver ${why}.`, { cause });
    }
    const { value } = await response.json();
    if (!response.ok) throw new Error(`WebDriver ${method} ${path}: ${value?.error}: ${value?.message}`);
    return value;
  }

  #command(method, path, body) {
    return this.#request(method, `/session/${this.#session}${path}`, body);
  }

  #evaluate(script, ...args) {
    return this.#command('POST', '/execute/sync', { script, args });
  }

  async startSession(id, url) {
    await (this.#starting ??= this.#start().catch((error) => {
      this.#kill();
      throw error;
    }));
    this.#active.set(id, url);
    await this.setViewport({ width: 800, height: 600 });
    await this.#command('POST', '/url', { url });
  }

  isActive(id) {
    return this.#active.has(id);
  }

  getBrowserUrl(id) {
    return this.#active.get(id);
  }

  async stopSession(id) {
    this.#active.delete(id);
    const coverage = this.#config.coverage
      ? await this.#evaluate('return window.__coverage__').catch(() => undefined)
      : undefined;
    await this.#command('DELETE', '/actions').catch(() => {});
    await this.#command('POST', '/url', { url: 'about:blank' });
    return { testCoverage: coverage ?? undefined };
  }

  async stop() {
    if (this.#session && !this.#gone.signal.aborted)
      await Promise.race([
        this.#command('DELETE', '').catch(() => {}),
        sleep(5000, undefined, { ref: false }),
      ]);
    this.#kill();
    process.off('exit', this.#kill);
    for (const signal of END_SIGNALS) process.off(signal, exit);
  }

  async startDebugSession() {
    throw new Error('Debugging is not supported in WebKitGTK: use Chromium.');
  }

  async setViewport({ width, height }) {
    for (let tries = 0; tries < 3; tries++) {
      const [innerWidth, innerHeight] = await this.#evaluate('return [innerWidth, innerHeight]');
      if (innerWidth === width && innerHeight === height) return;
      const outer = await this.#command('GET', '/window/rect');
      await this.#command('POST', '/window/rect', {
        width: outer.width + width - innerWidth,
        height: outer.height + height - innerHeight,
      });
      await sleep(50);
    }
  }

  #actions(actions) {
    const done = this.#queue.then(() => this.#command('POST', '/actions', { actions }));
    this.#queue = done.catch(() => {});
    return done;
  }

  /** What the accessibility tree holds under a DOM id: none, one or more. */
  accessiblesById(id) {
    return this.#accessibility.find(id);
  }

  getPage() {
    return webKitPage({
      actions: (actions) => this.#actions(actions),
      command: (...request) => this.#command(...request),
      evaluate: (script, ...args) => this.#evaluate(script, ...args),
      setViewport: (viewport) => this.setViewport(viewport),
    });
  }
}

export const webkitGtkLauncher = (options) => new WebKitGtkLauncher(options);
