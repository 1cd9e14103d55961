// The chart of docs/bench.md: a panel a measure, a bar a field, the shorter the better. Light or dark as its reader's system is.

const panels = [
  { what: 'gzip', title: 'Bytes, gzip', unit: 'kB', scale: 1000 },
  { what: 'script', title: 'Script of a cold start, CPU slowed 4×', unit: 'ms', scale: 1 },
  { what: 'time1000', title: '1,000 fields, main thread', unit: 'ms', scale: 1 },
  { what: 'heap1000', title: 'JavaScript heap of a field', unit: 'kB', scale: 1000 },
  { what: 'key', title: 'Key to drawn digit, main thread', unit: 'ms', scale: 1 },
  { what: 'paste', title: 'Paste to drawn code, main thread', unit: 'ms', scale: 1 },
];

const PANEL = { width: 480, left: 140, bar: 16, step: 22, head: 40 };
const COLUMNS = 2;

const style = `
  svg { color-scheme: light dark; font: 13px system-ui, sans-serif; fill: #1c2430; }
  .page { fill: #fff; } .bar { fill: #b9c2cf; } .own { fill: #2152c8; }
  .title { font-weight: 600; } .name { text-anchor: end; }
  @media (prefers-color-scheme: dark) {
    svg { fill: #e6eaf0; } .page { fill: #12161d; } .bar { fill: #4a5566; } .own { fill: #9dbbff; }
  }`;

const short = (number) => number.toFixed(number < 10 ? 2 : number < 100 ? 1 : 0);

/** @param {{ name: string, of: (what: string) => number }[]} fields */
export function chart(fields) {
  const height = PANEL.head + fields.length * PANEL.step + 20;
  const room = PANEL.width - PANEL.left - 90;
  const drawn = panels.map(({ what, title, unit, scale }, index) => {
    const numbers = fields.map(({ of }) => Math.max(0, of(what) / scale));
    const most = Math.max(...numbers);
    const bars = fields.map(({ name }, row) => {
      const y = PANEL.head + row * PANEL.step;
      const width = Math.max(1, (numbers[row] / most) * room);
      const own = name === 'otp-confirm' ? ' own' : '';
      return (
        `<text class="name" x="${PANEL.left - 10}" y="${y + 13}">${name}</text>` +
        `<rect class="bar${own}" x="${PANEL.left}" y="${y}" width="${width.toFixed(1)}" height="${PANEL.bar}" rx="3"/>` +
        `<text x="${(PANEL.left + width + 6).toFixed(1)}" y="${y + 13}">${short(numbers[row])} ${unit}</text>`
      );
    });
    const [x, y] = [(index % COLUMNS) * PANEL.width, Math.floor(index / COLUMNS) * height];
    return `<g transform="translate(${x} ${y})"><text class="title" x="20" y="24">${title}</text>${bars.join('')}</g>`;
  });
  const [width, whole] = [PANEL.width * COLUMNS, height * Math.ceil(panels.length / COLUMNS)];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${whole}" role="img">` +
    `<title>otp-confirm beside other fields: shorter is better</title><style>${style}</style>` +
    `<rect class="page" width="${width}" height="${whole}" rx="12"/>${drawn.join('')}</svg>\n`
  );
}
