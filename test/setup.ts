// Keeps a failing assertion about a DOM node from hanging the page. Owns nothing else.
// Import it from tests, not from the runner's HTML: @open-wc/testing cleans fixtures up only if mocha's afterEach
// exists at the moment of its first import.
import { chai } from '@open-wc/testing';

const show = (value: unknown) => (value instanceof Node ? `<${value.nodeName.toLowerCase()}>` : value);

// To draw a diff mocha serialises `actual` and `expected`. For a node that never ends: the page hangs (WebKit,
// Firefox) or dies (Chromium). Give it the node's name instead.
chai.use(({ Assertion }) => {
  const { assert } = Assertion.prototype;
  Assertion.prototype.assert = function (...args) {
    try {
      assert.apply(this, args);
    } catch (error) {
      if (error instanceof Error) {
        if ('actual' in error) error.actual = show(error.actual);
        if ('expected' in error) error.expected = show(error.expected);
      }
      throw error;
    }
  };
});
