// Runs in a page before everything else, and writes down all that could tell a secret: events, console, errors, what is
// sent and how, and, when it is asked, every place in which a page can keep a text. `report()` gives it all as one text.
// What a field holds is no secret of the page's own doing: `input.value`, and the cells that show it, are left out.
(() => {
  const told = [];
  const text = (value) => {
    try {
      return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
    } catch {
      return String(value);
    }
  };
  const say = (where, ...values) => told.push(`${where}: ${values.map(text).join(' ')}`);

  // The client's pauses between two tries are over at once.
  const { setTimeout: later } = window;
  window.setTimeout = (callback, milliseconds = 0, ...rest) =>
    later(callback, milliseconds >= 250 && milliseconds <= 2000 ? 0 : milliseconds, ...rest);

  const own = 'complete confirming confirmed refused expired locked issued failed';
  const native =
    'beforeinput input change submit formdata invalid keydown keyup click focusin focusout selectionchange paste copy ' +
    'reset message storage popstate hashchange securitypolicyviolation';
  // What the browser itself says of a key or a text is its own.
  const browsers = new Set(['data', 'dataTransfer', 'clipboardData', 'key', 'code', 'formData']);
  const hear = (event) => {
    for (const name in event) {
      const value = event[name];
      if ((event.isTrusted && browsers.has(name)) || value instanceof Node || value instanceof Window)
        continue;
      if (typeof value !== 'function') say(`event ${event.type}.${name}`, value);
    }
    for (const name of Object.getOwnPropertyNames(event)) say(`event ${event.type}.${name}`, event[name]);
    say(`page at ${event.type}`, page());
  };
  for (const type of `${own} ${native}`.split(' ')) {
    addEventListener(type, hear, true);
    if (own.includes(type)) addEventListener(type, (event) => say('heard', event.type), true);
  }

  for (const level of ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir', 'table', 'group', 'assert']) {
    const before = console[level];
    console[level] = (...values) => {
      say(`console.${level}`, ...values.map((value) => (value instanceof Error ? value.stack : value)));
      before.apply(console, values);
    };
  }
  const explain = (error) => [error?.name, error?.message, error?.stack, text(error)].join(' ');
  addEventListener('error', ({ message, error }) => say('error', message, explain(error)));
  addEventListener('unhandledrejection', ({ reason }) => say('rejection', explain(reason)));

  const send = window.fetch;
  window.fetch = (url, init = {}) => {
    // All but the body.
    say('fetch', String(url), { ...init, body: undefined }, [...new Headers(init.headers)]);
    return send(url, init);
  };
  const wrap = (owner, name) => {
    const before = owner?.[name];
    if (!before) return;
    owner[name] = function (...values) {
      say(name, ...values);
      return before.apply(this, values);
    };
  };
  wrap(navigator, 'sendBeacon');
  wrap(window, 'postMessage');
  wrap(History.prototype, 'pushState');
  wrap(History.prototype, 'replaceState');
  wrap(Storage.prototype, 'setItem');
  wrap(BroadcastChannel.prototype, 'postMessage');
  wrap(XMLHttpRequest.prototype, 'open');
  wrap(IDBFactory.prototype, 'open');

  const treeOf = (root) =>
    [...root.querySelectorAll('*')].flatMap((node) => [
      ...[...node.attributes].map(({ name, value }) => `${name}=${value}`),
      ...(node.closest('[part~=cells]')
        ? []
        : [...node.childNodes].filter((child) => child.nodeType === 3)
      ).map((child) => child.data),
      ...(node.shadowRoot ? treeOf(node.shadowRoot) : []),
    ]);
  function page() {
    const element = document.querySelector('otp-confirm');
    return [
      ...treeOf(document),
      document.documentElement.outerHTML,
      location.href,
      document.referrer,
      document.title,
      document.cookie,
      window.name,
      text(history.state),
      text(element?.outcome),
      text({ ...element }),
      text(element?.dataset),
      element?.validationMessage,
      getComputedStyle(element ?? document.body).content,
    ];
  }

  window.report = async () => {
    const stored = [text({ ...localStorage }), text({ ...sessionStorage })];
    const bases = (await indexedDB.databases?.()) ?? [];
    const entries = performance.getEntries().map((entry) => text(entry));
    const globals = Object.keys(window).flatMap((name) =>
      typeof window[name] === 'string' ? [`${name}=${window[name]}`] : [],
    );
    return [...told, ...page(), ...stored, ...bases.map(text), ...entries, ...globals].join('\n');
  };
})();
