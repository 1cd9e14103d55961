// `npm run draw`: draws the confirmation into docs/confirmation.svg, as the machine in src/core has it now.
import { writeFileSync } from 'node:fs';
import { instance } from '@viz-js/viz';
import { dotOf } from './drawing/dot.js';
import { movesOf } from './drawing/moves.js';

export const DRAWING = new URL('../docs/confirmation.svg', import.meta.url);

/** The drawing, as SVG. */
export const draw = async (): Promise<string> =>
  (await instance()).renderString(dotOf(movesOf()), { format: 'svg', engine: 'dot' });

if (process.argv[1] === import.meta.filename) writeFileSync(DRAWING, await draw());
