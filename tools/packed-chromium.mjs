// The Chromium (headless shell) that the npm package @sparticuz/chromium ships inside (67 MB, Linux x64). With the
// libraries that it also carries it runs where neither a browser nor libnss3 is installed. Used when no other is found.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @returns {Promise<{ executablePath: string, env: NodeJS.ProcessEnv } | undefined>} */
export async function packedChromium() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  let main;
  try {
    main = fileURLToPath(import.meta.resolve('@sparticuz/chromium'));
  } catch {
    return undefined;
  }
  if (!existsSync(main)) return undefined;
  const root = fileURLToPath(new URL('../node_modules/.cache/packed-chromium', import.meta.url));
  mkdirSync(root, { recursive: true });
  const before = process.env.TMPDIR;
  process.env.TMPDIR = root; // where it extracts to
  try {
    const { default: chromium, inflate } = await import('@sparticuz/chromium');
    const executablePath = await chromium.executablePath();
    if (!existsSync(join(root, 'al2023'))) await inflate(join(dirname(main), '../bin/al2023.tar.br'));
    // Its own fonts.conf names /tmp/fonts. A page without any font crashes the renderer.
    const conf = join(root, 'fonts.conf');
    writeFileSync(
      conf,
      `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${join(root, 'fonts')}</dir><dir>/usr/share/fonts</dir><cachedir>${join(root, 'fontcache')}</cachedir></fontconfig>`,
    );
    return {
      executablePath,
      env: {
        ...process.env,
        TMPDIR: before,
        FONTCONFIG_FILE: conf,
        LD_LIBRARY_PATH: [join(root, 'al2023/lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
      },
    };
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}
