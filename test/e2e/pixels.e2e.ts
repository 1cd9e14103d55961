// What is really painted, in one browser that is the same everywhere, the packed Chromium: rules, not stored pictures, so
// that a failure says what is wrong. `npm run pictures` shows the rest to a person.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openStudio, type states } from '../../tools/studio.mjs';

type Point = readonly [x: number, y: number];
type Colour = readonly [red: number, green: number, blue: number];
interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}
type Studio = Awaited<ReturnType<typeof openStudio>>;

const scale = 2;
let studio: Studio;
before(async () => {
  studio = await openStudio({ scale });
});
after(() => studio.close());

const distance = (one: Colour, other: Colour) =>
  Math.max(...one.map((part, index) => Math.abs(part - (other[index] ?? 0))));
const white: Colour = [255, 255, 255];
const isPainted = (colour: Colour) => distance(colour, white) > 60;

async function box(selector: string, index = 0): Promise<Box> {
  const found = (await studio.boxes(selector)).at(index);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
}
async function colour(point: Point): Promise<Colour> {
  const [found] = await studio.colours([point]);
  if (!found) throw new Error('There is no such point.');
  return found;
}
/** Each of the browser's own pixels in a box, row by row. */
async function pixels({ left, top, width, height }: Box): Promise<Colour[][]> {
  const [columns, rows] = [Math.floor(width * scale), Math.floor(height * scale)];
  const points = Array.from({ length: columns * rows }, (_, index): Point => [
    left + ((index % columns) + 0.5) / scale,
    top + (Math.floor(index / columns) + 0.5) / scale,
  ]);
  const all: readonly Colour[] = await studio.colours(points);
  return Array.from({ length: rows }, (_, row) => all.slice(row * columns, (row + 1) * columns));
}
const inner = ({ left, top, width, height }: Box, edge: number): Box => ({
  left: left + edge,
  top: top + edge,
  width: width - 2 * edge,
  height: height - 2 * edge,
});

it('the caret is painted, in the middle of its cell, and nothing else in that cell is', async () => {
  await studio.pose('partial');
  const cell = inner(await box('[part~=cell]', 3), 3);
  const rows = await pixels(cell);
  const painted = (rows[Math.floor(rows.length / 2)] ?? []).flatMap((each, x) =>
    isPainted(each) ? [x] : [],
  );
  assert.ok(painted.length >= 2 && painted.length <= 3 * scale, `${painted.length} pixels wide`);
  const centre = ((painted[0] ?? 0) + (painted.at(-1) ?? 0)) / 2 / scale;
  assert.ok(Math.abs(centre - cell.width / 2) < 1, `at ${centre} of ${cell.width}`);
});

it('the digits stand in the middle of their cells', async () => {
  await studio.pose('complete');
  for (const index of [0, 1, 2, 3, 4, 5]) {
    const cell = inner(await box('[part~=cell]', index), 3);
    const rows = await pixels(cell);
    const columns = rows.flatMap((row) => row.flatMap((each, x) => (isPainted(each) ? [x] : [])));
    const lines = rows.flatMap((row, y) => (row.some(isPainted) ? [y] : []));
    const centre = (found: number[]) => (Math.min(...found) + Math.max(...found)) / 2 / scale;
    assert.ok(Math.abs(centre(columns) - cell.width / 2) < 2, `digit ${index} across`);
    assert.ok(Math.abs(centre(lines) - cell.height / 2) < 3, `digit ${index} down`);
  }
});

it('the separator lies in the middle of its gap, and touches neither cell', async () => {
  // In whole pixels: a browser paints no others.
  const style = 'padding: 20px; --otp-confirm-gap: 20px; --otp-confirm-cell-size: 40px';
  await studio.pose('complete', { width: 520, style });
  const [third, fourth] = [await box('[part~=cell]', 2), await box('[part~=cell]', 3)];
  const gap = { ...third, left: third.left + third.width, width: fourth.left - third.left - third.width };
  const rows = await pixels(gap);
  const row = rows[Math.floor(rows.length / 2)] ?? [];
  const painted = row.flatMap((each, x) => (isPainted(each) ? [x] : []));
  assert.ok(painted.length > row.length / 3, 'it is there');
  const [before_, after_] = [painted[0] ?? 0, row.length - 1 - (painted.at(-1) ?? 0)];
  assert.ok(before_ > 0 && before_ === after_, `${before_} and ${after_}`);
  const other = { ...gap, left: (await box('[part~=cell]', 0)).left + third.width };
  assert.ok(
    (await pixels(other)).flat().every((each) => !isPainted(each)),
    'there is none elsewhere',
  );
});

it('the cell that is written in has a ring, twice as thick as a border', async () => {
  await studio.pose('partial');
  const edge = async (index: number) => {
    const { left, top, height } = await box('[part~=cell]', index);
    const [row = []] = await pixels({ left, top: top + height / 2, width: 4, height: 1 });
    return row.filter(isPainted).length;
  };
  const [border, ring] = [await edge(2), await edge(3)];
  // A pixel more or less: where it falls between two.
  assert.ok(
    border >= 1 && border <= scale + 1 && ring > border && Math.abs(ring - 2 * scale) <= 1,
    `${border}, ${ring}`,
  );
});

describe('the ground of a cell', () => {
  const grounds: Record<string, (colour: Colour) => boolean> = {
    idle: (each) => distance(each, white) === 0,
    confirmed: ([red, green, blue]) => green > red && green > blue,
    refused: ([red, green, blue]) => red > green && red > blue,
    locked: ([red, green, blue]) => red < 250 && red === green && green === blue,
  };
  for (const [name, is] of Object.entries(grounds))
    it(name, async () => {
      await studio.pose(name as keyof typeof states);
      const { left, top } = await box('[part~=cell]', 0);
      const found = await colour([left + 8, top + 8]);
      assert.ok(is(found), found.join());
    });
});

it('the signs differ by their shape, with no colour', async () => {
  const names = [
    'confirming',
    'confirmed',
    'refused',
    'waiting',
    'expired',
    'locked',
    'failed',
    'unavailable',
  ] as const;
  const shapes = new Map<string, boolean[]>();
  for (const name of names) {
    await studio.pose(name);
    const rows = await pixels(await box('svg'));
    shapes.set(name, rows.flat().map(isPainted));
  }
  for (const [name, shape] of shapes)
    for (const [otherName, other] of shapes) {
      const own = shape.filter(Boolean).length;
      assert.ok(own > 40, `${name} is drawn`);
      if (name === otherName) continue;
      const differing = shape.filter((each, index) => each !== other[index]).length;
      assert.ok(differing > own / 6, `${name} and ${otherName} differ in ${differing} of ${own}`);
    }
});

it('Arabic is written in a font that has it, with the sign to the right of the words', async () => {
  await studio.pose('refused', { lang: 'ar' });
  // A font is loaded once there are letters that it is the first to have.
  const fonts = await studio.page.evaluate(() => [...document.fonts].map(({ status }) => status));
  assert.deepEqual(fonts, ['loaded']);
  const [sign, words] = [await box('svg'), await box('[part=status] p')];
  assert.ok(sign.left > words.left + words.width / 2);
});

describe('the themes', () => {
  after(() => studio.dress(''));

  it('joined: one line along the top, unbroken', async () => {
    await studio.dress('joined');
    await studio.pose('idle');
    const { left, top, width } = await box('[part~=cells]');
    const [row = []] = await pixels({ left: left + 8, top: top + 0.25, width: width - 16, height: 0.5 });
    assert.ok(row.length > 100 && row.every(isPainted));
  });

  it('underlined: a line below each cell, none above or beside', async () => {
    await studio.dress('underlined');
    await studio.pose('idle');
    for (const { left, top, width, height } of await studio.boxes('[part~=cell]')) {
      const [x, y] = [left + width / 2, top + height / 2];
      const [below, above, beside] = await studio.colours([
        [x, top + height - 1],
        [x, top + 0.5],
        [left + 0.5, y],
      ]);
      assert.ok(below && isPainted(below));
      assert.ok(above && beside && !isPainted(above) && !isPainted(beside));
    }
  });

  it('default is what there is without a theme', async () => {
    const picture = async (theme: string) => {
      await studio.dress(theme);
      await studio.pose('refused');
      return studio.picture();
    };
    assert.equal(await picture('default'), await picture(''));
  });
});
