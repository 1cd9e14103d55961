// The live examples: fences of docs/ that are marked `live`, those that follow one another together. Each becomes a page of
// its own with nothing in it but what is shown, which the documentation frames. Where they are collected, and what the pages
// are made of; what answers them is browser/stage.ts's.

/** @typedef {{ html: string, css: string, js: string, title: string, flags: readonly string[] }} Example */

// A fence's flags beside `live`: `outcomes` offers wrong codes too; `press` says that the example's button comes first;
// `start` that no code was sent yet, and the element asks for the first one.

/** By name, as the pages are drawn. @type {Map<string, Example>} */
export const examples = new Map();

/**
 * Notes an example and names it after its heading.
 *
 * @param {string} page the file's name, without its ending
 * @param {string} heading the slug of the heading it stands under, or of the first of the names in it
 * @param {readonly { language: string, flags: readonly string[], text: string }[]} fences
 * @param {string} title
 */
export function collect(page, heading, fences, title) {
  const stem = [page, heading].filter(Boolean).join('-');
  const before = [...examples.keys()].filter((name) => name === stem || name.startsWith(`${stem}--`)).length;
  const name = before ? `${stem}--${before + 1}` : stem;
  const of = (language) =>
    fences
      .filter((fence) => fence.language === language)
      .map(({ text }) => text)
      .join('\n');
  const flags = fences.flatMap((fence) => fence.flags);
  examples.set(name, { html: of('html'), css: of('css'), js: of('js'), title, flags });
  return name;
}

/** The page of an example, as if its reader had copied it into an empty one. */
export function pageOf(name, { html, css, title, flags }) {
  // What the reader's own server has at its root is beside the examples here.
  const placed = html.replace(/ (src|href)="\/(?=otp-confirm\.min\.js|themes\/)/g, ' $1="../');
  return `<!doctype html>
<html lang="en"${flags.includes('outcomes') ? ' data-outcomes' : ''}${flags.includes('start') ? ' data-start' : ''}>
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Example: ${title}</title>
    <link rel="icon" type="image/svg+xml" href="../mark.svg" />
    <link rel="stylesheet" href="../demo/palette.css" />
    <link rel="stylesheet" href="../stage.css" />${css ? `\n    <link rel="stylesheet" href="./${name}.css" />` : ''}
    <script type="module" src="./${name}.js"></script>
  </head>
  <body>
    <main>
${placed.trim()}
    </main>
  </body>
</html>
`;
}

/** Its script: the stage first, then the element, then what is shown. */
export const scriptOf = ({ html, js }) =>
  [
    "import './stage.js';",
    // An example that loads the file with everything inside does so by itself.
    ...(html.includes('otp-confirm.min.js') ? [] : ["import 'otp-confirm';"]),
    js,
  ].join('\n');
