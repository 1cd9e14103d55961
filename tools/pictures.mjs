// `npm run pictures`: draws docs/contact-sheet.png, every state in every theme and scheme, in English and in Arabic, and
// docs/otp-confirm.png, which the README opens with. To be looked at; asserts nothing.
import { mkdir, writeFile } from 'node:fs/promises';
import { openStudio, states } from './studio.mjs';

const docs = new URL('../docs/', import.meta.url);
const themes = ['default', 'underlined', 'joined'];
const looks = ['en light', 'en dark', 'ar light', 'ar dark'].map((look) => look.split(' '));

async function contactSheet() {
  const scale = 0.625;
  const width = 352;
  const studio = await openStudio({ scale });
  const columns = [];
  for (const theme of themes) {
    await studio.dress(theme);
    for (const [lang, scheme] of looks) {
      const pictures = [];
      for (const name of Object.keys(states)) {
        await studio.pose(name, { lang, scheme, width, style: 'padding: 16px 18px 4px; min-height: 264px' });
        pictures.push(await studio.picture());
      }
      columns.push({ title: `${theme}, ${lang === 'en' ? '' : 'Arabic, '}${scheme}`, pictures });
    }
  }
  const rows = Object.keys(states).map(
    (name, row) =>
      `<tr><th>${name}</th>${columns.map(({ pictures }) => `<td><img width="${width * scale}" src="${pictures[row]}"></td>`).join('')}</tr>`,
  );
  const sheet = await studio.sheet(
    `<style>
      body { margin: 12px; background: #8a8f98; font: 600 13px 'Open Sans' }
      table { border-spacing: 4px } th { padding: 2px 6px; color: #fff; text-align: start }
      img { display: block }
    </style>
    <table><tr><th></th>${columns.map(({ title }) => `<th>${title}</th>`).join('')}</tr>${rows.join('')}</table>`,
    { width: 24 + 110 + columns.length * (width * scale + 4) },
  );
  await studio.close();
  return sheet;
}

async function opening() {
  const studio = await openStudio({ scale: 2 });
  const grounds = {
    light: ['#eef1f6', '#fff', '#1b2330', '#d9dfe8'],
    dark: ['#0c1017', '#151b25', '#e8ecf3', '#273040'],
  };
  const pictures = [];
  for (const [scheme, [around, card, ink, edge]] of Object.entries(grounds))
    for (const name of ['partial', 'refused', 'confirmed']) {
      const style = `padding: 30px 20px 30px 44px; border: 1px solid ${edge}; border-radius: 16px; background: ${card}; color: ${ink}`;
      const button = `<button style="all: unset; box-sizing: border-box; width: 316px; margin-top: 12px; padding: 10px; border-radius: 8px; background: ${ink}; color: ${card}; font-weight: 600; text-align: center">Sign in</button>`;
      await studio.pose(name, { scheme, width: 432, style, form: button, canIssue: false });
      await studio.page.evaluate((colour) => (document.body.style.background = colour), around);
      pictures.push(await studio.picture());
    }
  const row = (scheme, from) =>
    `<div style="background: ${grounds[scheme][0]}">${pictures
      .slice(from, from + 3)
      .map((picture) => `<img width="360" src="${picture}">`)
      .join('')}</div>`;
  const sheet = await studio.sheet(
    `<style>body { margin: 0 } div { display: flex; gap: 30px; padding: 30px } img { display: block }</style>
     ${row('light', 0)}${row('dark', 3)}`,
    { width: 1200, scale: 1.25 },
  );
  await studio.close();
  return sheet;
}

await mkdir(docs, { recursive: true });
for (const [name, make] of Object.entries({ 'contact-sheet': contactSheet, 'otp-confirm': opening })) {
  const picture = await make();
  await writeFile(new URL(`${name}.png`, docs), picture);
  console.log(`docs/${name}.png   ${(picture.length / 1000).toFixed(0)} kB`);
}
