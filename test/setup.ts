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

let violations: string[] = [];
addEventListener('securitypolicyviolation', (event) => {
  const { effectiveDirective, blockedURI, sample, sourceFile, lineNumber } = event;
  violations.push([effectiveDirective, blockedURI, sample, sourceFile, lineNumber].join(' '));
});

async function expectNoViolation(): Promise<void> {
  // It is told of in a task of its own, later than what it tells of.
  await new Promise((resolve) => setTimeout(resolve));
  const seen = violations;
  violations = [];
  if (seen.length) throw new Error(`The page's policy was violated: ${seen.join('; ')}`);
}
// Not by a hook that throws: mocha gives up all that comes after it.
beforeEach(function () {
  const test = this.currentTest;
  const steps = test?.fn;
  if (!steps) return;
  test.fn = async function () {
    try {
      await Reflect.apply(steps, this, []);
    } finally {
      await expectNoViolation();
    }
  };
});
after(expectNoViolation); // what came after the last test
