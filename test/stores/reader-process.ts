// A process that may read what it is told to open, and not write it: opens the store of a file, and says what came of it.
import { openSqliteStore } from '../../src/server/sqlite/index.js';

// Who is root may write everything: from here on it is nobody, and everything is loaded.
if (process.getuid?.() === 0) {
  process.setgid?.(65_534);
  process.setuid?.(65_534);
}
const came = await openSqliteStore({ file: process.argv[2] ?? '' }).then(
  () => 'opened',
  (error: unknown) => String(error),
);
process.stdout.write(came);
