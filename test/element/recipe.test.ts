// The recipe for Web Test Runner in docs/testing.md, as it stands there: it brings its own `it`.
import { executeServerCommand } from '@web/test-runner-commands';

const page = await (await fetch('/docs/testing.md')).text();
const text = /^## Web Test Runner\n[^]*?^```js\n([^]*?)^```$/m.exec(page)?.[1];
if (!text?.includes('\nit(')) throw new Error('docs/testing.md has no recipe for Web Test Runner.');
// The browsers run beside one another.
const module = `/test/copied/${crypto.randomUUID()}.js`;
await executeServerCommand('copied:keep', { module, text });
await import(module);
