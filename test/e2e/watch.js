// Runs in a page before everything else, and writes down all that could tell a secret: events, console, errors, what is
// sent and how, which stores and channels are so much as asked for, and, when it is asked, every place in which a page can
// keep a text. `report()` gives it all as one text. What is told while the page is left, after the last report, goes to
// /told, as far as it is a secret.
// What a field holds is no secret of the page's own doing: `input.value`, and the cells that show it, are left out.
(() => {
  const SECRET = /sentinel/i;
  const told = [];
  const text = (value) => {
    try {
      return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
    } catch {
      return String(value);
    }
  };
  const say = (where, ...values) =>
    told.push(`${where}: ${values.map(text).join(' ')}`.replaceAll('\n', ' '));
  const wrap = (owner, ...names) => {
    for (const name of names) {
      const before = owner[name];
      owner[name] = function (...values) {
        say(name, ...values);
        return before.apply(this, values);
      };
    }
  };

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
    for (const name of new Set([...namesOf(event), ...Object.getOwnPropertyNames(event)])) {
      const value = event[name];
      if ((event.isTrusted && browsers.has(name)) || value instanceof Node || value instanceof Window)
        continue;
      if (typeof value !== 'function') say(`event ${event.type}.${name}`, value);
    }
    say(`page at ${event.type}`, page());
  };
  const namesOf = (object) => {
    const names = [];
    for (const name in object) names.push(name);
    return names;
  };
  for (const type of `${own} ${native}`.split(' ')) {
    addEventListener(type, hear, true);
    if (own.includes(type)) addEventListener(type, (event) => say('heard', event.type), true);
  }
  // Events of any other type too, and those that do not come as far as the window.
  const dispatch = EventTarget.prototype.dispatchEvent;
  EventTarget.prototype.dispatchEvent = function (event) {
    hear(event);
    return dispatch.call(this, event);
  };

  wrap(console, ...namesOf(console).filter((name) => typeof console[name] === 'function'));
  const explain = (error) =>
    error instanceof Error ? [error.name, error.message, error.stack, text(error)].join(' ') : text(error);
  /** An error, and apart from it what it says was its cause: that one is not its own. */
  const sayError = (where, error, ...more) => {
    say(where, ...more, explain(error));
    for (let each = error?.cause, deep = 0; each !== undefined && deep < 9; each = each?.cause, deep++)
      say('cause', explain(each));
  };
  addEventListener('error', ({ message, error }) => sayError('error', error, message));
  addEventListener('unhandledrejection', ({ reason }) => sayError('rejection', reason));

  const send = window.fetch;
  window.fetch = (url, init = {}) => {
    // All but the body.
    say('fetch', String(url), { ...init, body: undefined }, [...new Headers(init.headers)]);
    return send(url, init);
  };
  const beacon = navigator.sendBeacon.bind(navigator);
  wrap(navigator, 'sendBeacon');
  wrap(window, 'postMessage');
  wrap(History.prototype, 'pushState', 'replaceState');
  wrap(Performance.prototype, 'mark', 'measure');
  wrap(ElementInternals.prototype, 'setFormValue');

  // Stores and channels that the element has no use for: to ask for one is told already.
  const kept = {};
  const guard = (owner, names) => {
    for (const name of names.split(' ')) {
      kept[name] = owner[name];
      Object.defineProperty(owner, name, {
        get() {
          say('asked for', name);
          return kept[name];
        },
      });
    }
  };
  guard(
    window,
    'localStorage sessionStorage indexedDB caches cookieStore BroadcastChannel MessageChannel Worker SharedWorker ' +
      'WebSocket EventSource XMLHttpRequest Image Notification',
  );
  guard(navigator, 'clipboard credentials locks serviceWorker storage');
  const globals = new Set(Object.getOwnPropertyNames(window));

  const sheetsOf = (root) =>
    [...root.styleSheets, ...root.adoptedStyleSheets].flatMap(({ cssRules }) =>
      [...cssRules].map(({ cssText }) => cssText),
    );
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

  // What is there for a moment only, too.
  const inCells = (node) => (node.closest ? node : node.parentElement)?.closest('[part~=cells]');
  const observer = new MutationObserver((records) => {
    for (const { type, target, oldValue, addedNodes } of records)
      if (!inCells(target))
        say(
          `changed ${type}`,
          oldValue,
          ...[...addedNodes].map((node) => !inCells(node) && node.textContent),
        );
  });
  const observe = (root) => {
    observer.observe(root, {
      subtree: true,
      childList: true,
      attributeOldValue: true,
      characterDataOldValue: true,
    });
    return root;
  };
  observe(document);
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    return observe(attach.call(this, options));
  };

  window.report = async () => {
    const { shadowRoot } = document.querySelector('otp-confirm') ?? {};
    const { localStorage, sessionStorage, indexedDB, caches } = kept;
    const stored = [text({ ...localStorage }), text({ ...sessionStorage })];
    const bases = [...((await indexedDB.databases?.()) ?? []), ...((await caches?.keys()) ?? [])];
    const entries = performance.getEntries().map((entry) => text(entry));
    const added = Object.getOwnPropertyNames(window)
      .filter((name) => !globals.has(name))
      .map((name) => `global ${name}=${text(window[name])}`);
    const sheets = [...sheetsOf(document), ...(shadowRoot ? sheetsOf(shadowRoot) : [])];
    return [...told, ...page(), ...stored, ...bases.map(text), ...entries, ...added, ...sheets].join('\n');
  };
  addEventListener('pagehide', () => {
    beacon(
      '/told',
      told
        .filter((line) => SECRET.test(line))
        .join('\n')
        .slice(0, 9999),
    );
  });
})();
