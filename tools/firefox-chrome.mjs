// What only Firefox's own privileged scripts can reach: preferences, its accessibility service, its input method, its autofill.
// Needs --remote-allow-system-access. Does not own: the commands that use it (engine-plugin.mjs).

// Runs an async function body in the browser window; `gBrowser`, Services and Cc are at hand.
async function inWindow(page, body) {
  const { connection } = page.browser();
  const send = async (method, parameters) => (await connection.send(method, parameters)).result;
  const { contexts } = await send('browsingContext.getTree', { 'moz:scope': 'chrome', maxDepth: 0 });
  const answer = await send('script.evaluate', {
    expression: `(async () => { ${body} })()`,
    target: { context: contexts[0].context },
    awaitPromise: true,
  });
  if (answer.type === 'exception') throw new Error(`In Firefox's window: ${answer.exceptionDetails.text}`);
  return answer.result.value;
}

export function setFirefoxPreferences(page, preferences) {
  return inWindow(
    page,
    `for (const [name, value] of Object.entries(${JSON.stringify(preferences)}))
       if (value === null) Services.prefs.clearUserPref(name);
       else Services.prefs.setIntPref(name, value);`,
  );
}

// Runs a function in the page's own process, with the page as `content`. A frame script is the one way there that
// needs no file inside Firefox; each load is a scope of its own, so what must last hangs on `kept`.
async function inContent(page, fn, argument) {
  const script = `(async () => {
    const kept = (globalThis.keptByTests ??= {});
    let answer;
    try { answer = { value: await (${fn})(content, kept, ${JSON.stringify(argument ?? null)}) }; }
    catch (error) { answer = { error: String(error) }; }
    sendAsyncMessage('tests:answer', JSON.stringify(answer));
  })()`;
  const { error, value } = JSON.parse(
    await inWindow(
      page,
      `const { messageManager } = gBrowser.browsers.find((each) => each.currentURI.spec === ${JSON.stringify(page.url())});
       return new Promise((resolve) => {
         const listener = ({ data }) => {
           clearTimeout(timer);
           messageManager.removeMessageListener('tests:answer', listener);
           resolve(data);
         };
         const timer = setTimeout(listener, 10000, { data: '{"error":"no answer from the page in 10 s"}' });
         messageManager.addMessageListener('tests:answer', listener);
         messageManager.loadFrameScript('data:;charset=utf-8,' + encodeURIComponent(${JSON.stringify(script)}), false);
       });`,
    ),
  );
  if (error !== undefined) throw new Error(`In Firefox's page: ${error}`);
  return value;
}

/* global Cc, Ci, Cu */
// The service computes here what it sends to assistive technology; no platform API (AT-SPI) need be there.
export function accessibleInFirefox(page) {
  return inContent(page, async (content, kept) => {
    const element = content.wrappedJSObject.__ax;
    // Once it has no holder the service stops, and the tree with it.
    kept.service ??= Cc['@mozilla.org/accessibilityService;1'].getService(Ci.nsIAccessibilityService);
    const { service } = kept;
    const frame = () => new Promise((resolve) => content.requestAnimationFrame(resolve));
    // The tree follows the document at the end of a frame; a service just started builds it first.
    for (let frames = 0; frames < 60; frames++) {
      await frame();
      const root = service.getAccessibleFor(content.document);
      if (frames >= 1 && root?.firstChild && service.getAccessibleFor(element)) break;
      if (frames >= 3 && root?.firstChild) return null;
    }
    const accessible = service.getAccessibleFor(element);
    if (!accessible) return null;
    const bits = {};
    const extraBits = {};
    accessible.getState(bits, extraBits);
    const states = service.getStringStates(bits.value, extraBits.value);
    const textOf = (node) => {
      if (service.getStringRole(node.role) === 'text leaf') return node.name ?? '';
      let text = '';
      for (let child = node.firstChild; child; child = child.nextSibling) text += textOf(child);
      return text;
    };
    let live = '';
    try {
      live = accessible.attributes.getStringProperty('container-live');
    } catch {
      // not in a live region
    }
    return {
      role: accessible.computedARIARole,
      name: accessible.name ?? '',
      description: accessible.description,
      invalid: states.contains('invalid'),
      required: states.contains('required'),
      readonly: states.contains('readonly'),
      disabled: states.contains('unavailable'),
      focused: states.contains('focused'),
      live,
      text: textOf(accessible),
    };
  });
}

/** Composes `text`, or ends the composition with `commit`, through the same interface as an input method. */
export function composeInFirefox(page, step) {
  return inContent(
    page,
    (content, kept, { text, commit }) => {
      kept.processor ??= Cc['@mozilla.org/text-input-processor;1'].createInstance(Ci.nsITextInputProcessor);
      const { processor } = kept;
      if (!processor.beginInputTransactionForTests(content))
        throw new Error('Another input method is at work.');
      if (commit !== undefined) {
        processor.commitCompositionWith(commit);
        return true;
      }
      processor.setPendingCompositionString(text);
      if (text) processor.appendClauseToPendingComposition(text.length, processor.ATTR_RAW_CLAUSE);
      processor.setCaretInPendingComposition(text.length);
      return processor.flushPendingComposition();
    },
    step,
  );
}

/** Fills `window.__autofilled` as form autofill does, or makes it look so: state 'autofill', 'preview' or ''. */
export function autofillInFirefox(page, how) {
  return inContent(
    page,
    (content, kept, { state = 'autofill', fill }) => {
      const input = Cu.unwaiveXrays(content.wrappedJSObject.__autofilled);
      if (fill !== undefined) {
        input.focus({ preventScroll: true });
        input.setUserInput(fill);
      }
      if (state === 'preview') input.previewValue = '654321';
      input.autofillState = state;
      return true;
    },
    how,
  );
}

/** Inserts text with no key and no composition, as the on-screen keyboards of some systems do. */
export function insertInFirefox(page, text) {
  return inContent(
    page,
    (content, kept, words) => {
      content.windowUtils.sendContentCommandEvent('insertText', null, words);
      return true;
    },
    text,
  );
}
