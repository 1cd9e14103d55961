// The room that is kept for what is told: in every language of the package, and in a place of any width, the block of hint
// and status is as high in each phase as before anything was told. And where a page gives the status more, it gets more.
import { expect } from '@open-wc/testing';
import type { Locale } from '../../src/index.js';
import { registerLocale } from '../../src/index.js';
import { deferredAdapter, drawn, mount, part, resetClock } from './fixtures.js';
import { styleElement } from './markup.js';
import { moreWays } from './phases.js';

const codes = 'ar bn cs de en es fa fr he hi id it ja ko nl pl pt ru ta tr uk vi zh'.split(' ');
const widths = [256, 288, 352, 420, 640];
afterEach(resetClock);

for (const code of codes)
  it(code, async () => {
    const { default: locale } = (await import(`../../src/element/locales/${code}.ts`)) as { default: Locale };
    registerLocale(locale);
    const moved: string[] = [];
    let before: number[] = [];
    for (const [name, way] of Object.entries(moreWays)) {
      const adapter = deferredAdapter();
      const element = await mount(
        `<div lang="${code}"><otp-confirm challenge="c" expires-in="300"></otp-confirm></div>`,
        { adapter },
      );
      const place = element.parentElement;
      if (!place) throw new Error('It is nowhere.');
      const heights = () =>
        widths.map((width) => {
          place.style.inlineSize = `${width}px`;
          return part(element, 'status').parentElement?.offsetHeight ?? 0;
        });
      before = before.length ? before : heights();
      await way(element, adapter);
      await drawn(element);
      heights().forEach((height, index) => {
        const width = widths[index] ?? 0;
        if (height !== before[index])
          moved.push(`${name}, ${width} px wide: ${height} px high, and ${before[index]} before`);
      });
      place.remove();
    }
    expect(moved).to.deep.equal([]);
  });

it('a status that the page makes larger lies over nothing', async () => {
  const style = styleElement();
  style.textContent = 'otp-confirm::part(status) { padding: 3em; border: 1px solid }';
  document.head.append(style);
  try {
    const adapter = deferredAdapter();
    const element = await mount('<otp-confirm challenge="c"></otp-confirm>', { adapter });
    await moreWays['refused']?.(element, adapter);
    await drawn(element);
    const [{ bottom }, { top }] = [part(element, 'status'), part(element, 'confirm')].map((node) =>
      node.getBoundingClientRect(),
    ) as [DOMRect, DOMRect];
    expect(bottom).to.be.at.most(top);
  } finally {
    style.remove();
  }
});
