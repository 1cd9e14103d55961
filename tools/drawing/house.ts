// The house as a graph for Graphviz: a folder a box, an arrow an import, dashed where it is of types alone. Which imports
// there are is imports.ts's matter; where things come to lie is Graphviz's.
import type { Import } from './imports.js';

const INK = '#33363d';
const FAINT = '#6b6f7b';
const FONT = 'fontname="Helvetica,Arial,sans-serif"';
/** Fill and line, by where it runs. */
const LOOKS = {
  page: ['#e8f0fe', '#2f62b8'],
  pure: ['#f0f0f3', '#5f6370'],
  sandbox: ['#fcf1d8', '#8a5800'],
  server: ['#e4f4e9', '#226b3a'],
} as const;
/** By the first part of a folder's path; what is not named runs in the page. */
const PLACES: Readonly<Record<string, keyof typeof LOOKS>> = {
  core: 'pure',
  engine: 'pure',
  mock: 'sandbox',
  server: 'server',
  ssr: 'server',
};

const id = (name: string): string => JSON.stringify(name || 'index');

function folder(name: string): string {
  const [fill, line] = LOOKS[PLACES[name.split('/')[0] ?? ''] ?? 'page'];
  return `${id(name)} [label="${name || 'src/index.ts'}" fillcolor="${fill}" color="${line}"];`;
}

/** The graph of these imports, in Graphviz's language. */
export function houseOf(imports: readonly Import[]): string {
  const unique = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();
  const packages = unique(imports.filter(({ isPackage }) => isPackage).map(({ to }) => to));
  const folders = unique(imports.flatMap(({ from, to, isPackage }) => (isPackage ? [from] : [from, to])));
  const arrows = imports.map(
    ({ from, to, typeOnly }) => `${id(from)} -> ${id(to)}${typeOnly ? ' [style=dashed]' : ''};`,
  );
  const caption = [
    'blue: in the page · grey: anywhere, pure or with what it is given · yellow: a sandbox · green: on a server',
    'An arrow is an import, a dashed one of types alone; without a box: packages from outside.',
  ];
  const lines = caption.map(
    (text) => `<FONT POINT-SIZE="11" COLOR="${FAINT}">${text}</FONT><BR ALIGN="LEFT"/>`,
  );
  return `digraph "The house" {
    rankdir=TB; nodesep=0.25; ranksep=0.55; bgcolor="#fcfcfd"; pad=0.3; labelloc=b; labeljust=l; label=<${lines.join('')}>; ${FONT};
    node [shape=box style="rounded,filled" ${FONT} fontsize=13 fontcolor="${INK}" penwidth=1.2 margin="0.22,0.08"];
    edge [color="${FAINT}" arrowsize=0.7];
    ${folders.map(folder).join('\n    ')}
    ${packages.map((name) => `${id(name)} [shape=plaintext style="" fontsize=11 fontcolor="${FAINT}"];`).join('\n    ')}
    { rank=max; ${packages.map(id).join('; ')}; }
    ${arrows.join('\n    ')}
  }`;
}
