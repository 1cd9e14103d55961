// `npm run draw`: draws the confirmation into docs/confirmation.svg, as the machine in src/core has it now, and the house
// into docs/architecture.svg, as the files of src import one another.
import { writeFileSync } from 'node:fs';
import { instance } from '@viz-js/viz';
import { dotOf } from './drawing/dot.js';
import { houseOf } from './drawing/house.js';
import { houseImports } from './drawing/imports.js';
import { movesOf } from './drawing/moves.js';

export const DRAWING = new URL('../docs/confirmation.svg', import.meta.url);
export const HOUSE = new URL('../docs/architecture.svg', import.meta.url);

const svg = async (graph: string): Promise<string> =>
  (await instance()).renderString(graph, { format: 'svg', engine: 'dot' });

/** The drawing of the confirmation, as SVG. */
export const draw = (): Promise<string> => svg(dotOf(movesOf()));
/** The drawing of the house, as SVG. */
export const drawHouse = (): Promise<string> => svg(houseOf(houseImports()));

if (process.argv[1] === import.meta.filename) {
  writeFileSync(DRAWING, await draw());
  writeFileSync(HOUSE, await drawHouse());
}
