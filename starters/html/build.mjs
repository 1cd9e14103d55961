// There is nothing to build: the page, and the one file that it loads.
import { copyFileSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

mkdirSync('dist', { recursive: true });
copyFileSync('index.html', 'dist/index.html');
copyFileSync(fileURLToPath(import.meta.resolve('otp-confirm/otp-confirm.min.js')), 'dist/otp-confirm.min.js');
