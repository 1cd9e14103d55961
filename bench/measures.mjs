// What is measured of a field, each in a page that is new: in a context of its own, so that nothing is kept of the one
// before. Times are the main thread's own, not the clock's: what else the machine does counts as little as can be.
import { slope } from './statistics.mjs';
import { scriptTime } from './trace.mjs';

const CODE = '123456';
const SLOWED = 4;
const MOUNTS = { batches: 20, warm: 8, each: 50 };

/** Opens a page of a field, and resolves when it says that it is usable. */
async function open(browser, address, { slowed = 1, traced = false } = {}) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const cdp = await page.createCDPSession();
  const broken = new Promise((_, reject) => page.once('pageerror', reject));
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  await cdp.send('Runtime.enable');
  await cdp.send('Runtime.addBinding', { name: 'usable' });
  const usable = new Promise((resolve) =>
    cdp.once('Runtime.bindingCalled', ({ payload }) => resolve(Number(payload))),
  );
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowed });
  if (traced) await page.tracing.start({ categories: ['devtools.timeline', 'v8'] });
  await page.goto(address);
  return { context, page, cdp, usableAfter: await Promise.race([usable, broken]) };
}

/** Milliseconds that the main thread has worked, since the page was opened. */
async function mainThread(cdp) {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
}

/** Bytes of JavaScript's heap that are in use once all that can go is gone. */
async function heap(cdp) {
  // what a first collection only makes ready to go, such as what a finalizer holds
  for (let turn = 0; turn < 2; turn++) await cdp.send('HeapProfiler.collectGarbage');
  return (await cdp.send('Runtime.getHeapUsage')).usedSize;
}

const mount = (page, count) =>
  page.evaluate(async (count) => {
    window.unmount = window.mount(window.place, count);
    await window.settled();
  }, count);
const unmount = (page) =>
  page.evaluate(async () => {
    window.unmount();
    window.place = window.place.cloneNode();
    document.getElementById('place').replaceWith(window.place);
    await window.settled();
  });
const read = (page) =>
  page.evaluate(() =>
    window
      .inputs(document.getElementById('place'))
      .map(({ value }) => value)
      .join(''),
  );

async function cold(browser, pages, name) {
  const address = pages.address(name, 'cold');
  const { context, page, cdp, usableAfter } = await open(browser, address, { slowed: SLOWED, traced: true });
  const work = await mainThread(cdp);
  const { traceEvents } = JSON.parse(new TextDecoder().decode(await page.tracing.stop()));
  await context.close();
  return { script: scriptTime(traceEvents, address), work, usable: usableAfter };
}

const many = (count) =>
  async function mountMany(browser, pages, name) {
    const { context, page, cdp } = await open(browser, pages.address(name, 'warm'));
    // so that what the first one needs is not counted a thousandth each
    await mount(page, 1);
    const inputsEach = await page.evaluate(() => window.inputs(window.place).length);
    await unmount(page);
    const [heapBefore, before] = [await heap(cdp), await mainThread(cdp)];
    await mount(page, count);
    const [after, heapAfter] = [await mainThread(cdp), await heap(cdp)];
    const inputs = await page.evaluate(() => window.inputs(window.place).length);
    if (!inputs || inputs !== inputsEach * count)
      throw new Error(`${name} has drawn ${inputs} inputs for ${count} fields.`);
    await context.close();
    return { [`time${count}`]: after - before, [`heap${count}`]: (heapAfter - heapBefore) / count };
  };

async function leak(browser, pages, name) {
  const { context, page, cdp } = await open(browser, pages.address(name, 'warm'));
  const sizes = [];
  for (let batch = 0; batch < MOUNTS.batches; batch++) {
    await mount(page, MOUNTS.each);
    await unmount(page);
    sizes.push(await heap(cdp));
  }
  await context.close();
  return { leak: slope(sizes.slice(MOUNTS.warm)) / MOUNTS.each };
}

/** From a key, or a chord, to what it draws: as a person would press it. */
async function entry(browser, pages, name) {
  const { context, page, cdp } = await open(browser, pages.address(name, 'warm'));
  const drawn = () => page.evaluate(() => window.drawn());
  const focusNew = async () => {
    await mount(page, 1);
    await page.evaluate(() => window.inputs(window.place)[0].focus());
    await drawn();
  };
  const expectCode = async () => {
    const code = await read(page);
    if (code !== CODE) throw new Error(`${name} holds "${code}" and not what was entered.`);
    await unmount(page);
  };
  await page.bringToFront();
  await page.evaluate((code) => {
    const text = document.createElement('textarea');
    text.value = code;
    document.body.prepend(text);
    text.select();
  }, CODE);
  await page.keyboard.press('KeyC', { commands: ['Copy'] });
  await page.evaluate(() => document.querySelector('textarea').remove());

  const times = { key: [], paste: [] };
  for (let turn = 0; turn < 3; turn++) {
    await focusNew();
    let before = await mainThread(cdp);
    for (const digit of CODE) {
      await page.keyboard.press(digit);
      await drawn();
    }
    times.key.push(((await mainThread(cdp)) - before) / CODE.length);
    await expectCode();

    await focusNew();
    before = await mainThread(cdp);
    await page.keyboard.press('KeyV', { commands: ['Paste'] });
    await drawn();
    times.paste.push((await mainThread(cdp)) - before);
    await expectCode();
  }
  await context.close();
  // the first ones warm up
  return { key: times.key.at(-1), paste: times.paste.at(-1) };
}

/** Each with how often; what it resolves with are numbers by name. */
export const measures = [
  { take: cold, rounds: 15 },
  { take: many(1), rounds: 7 },
  { take: many(100), rounds: 7 },
  { take: many(1000), rounds: 5 },
  { take: leak, rounds: 3 },
  { take: entry, rounds: 5 },
];
