// Keeps a failing assertion about a DOM node from hanging the page, and fails a test in which the page's policy
// (tools/strict-pages.mjs) was violated. Owns nothing else.
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

const violations: string[] = [];
addEventListener(
  'securitypolicyviolation',
  ({ effectiveDirective, blockedURI, sample, sourceFile, lineNumber }) => {
    violations.push([effectiveDirective, blockedURI, sample, sourceFile, lineNumber].join(' '));
  },
);
afterEach(() => {
  chai.expect(violations.splice(0).join('\n'), "violations of the page's policy").to.equal('');
});
