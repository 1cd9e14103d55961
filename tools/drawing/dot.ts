// The confirmation as a graph for Graphviz: which phases stand together, how many moves make one arrow, what is written
// where. The moves are moves.ts's; where things come to lie is Graphviz's.
import type { Phase } from '../../src/core/index.js';
import type { movesOf, Move } from './moves.js';

type Group = 'typing' | 'in flight' | 'at rest' | 'done';
type Look = keyof typeof LOOKS;

/** Fill and line of a phase, by what the person can do in it. */
const LOOKS = {
  enter: ['#e8f0fe', '#2f62b8'],
  watch: ['#f0f0f3', '#5f6370'],
  wait: ['#fcf1d8', '#8a5800'],
  retry: ['#efe8fc', '#5f3bb0'],
  ask: ['#fdebdf', '#a5480f'],
  restart: ['#fde7e8', '#a82634'],
  done: ['#e4f4e9', '#226b3a'],
} as const;

/** Each phase, in the order in which they are to lie, and what the person can do in it. */
const PHASES: Readonly<Record<Phase, readonly [group: Group, look: Look, act: string]>> = {
  idle: ['typing', 'enter', 'enter the code'],
  partial: ['typing', 'enter', 'enter the rest'],
  complete: ['typing', 'enter', 'confirm it'],
  issuing: ['in flight', 'watch', 'wait for the answer'],
  confirming: ['in flight', 'watch', 'wait for the answer'],
  waiting: ['at rest', 'wait', 'wait, or enter the newest code'],
  unavailable: ['at rest', 'retry', 'try again'],
  locked: ['at rest', 'ask', 'wait, or ask for a new code'],
  failed: ['at rest', 'restart', 'start the sign-in again'],
  refused: ['at rest', 'enter', 'correct the code'],
  expired: ['at rest', 'ask', 'ask for a new code'],
  confirmed: ['done', 'done', 'go on'],
};
const GROUPS: Readonly<Record<Group, readonly [width: number, line: string]>> = {
  typing: [112, '#b9cdf0'],
  'in flight': [140, '#c9cbd2'],
  'at rest': [235, '#d6cfc6'],
  done: [235, ''],
};
const INK = '#33363d';
const FAINT = '#6b6f7b';
const FONT = 'fontname="Helvetica,Arial,sans-serif"';

const phases = Object.keys(PHASES) as readonly Phase[];
const groupOf = (phase: Phase): Group => PHASES[phase][0];
const membersOf = (group: Group): readonly Phase[] => phases.filter((phase) => groupOf(phase) === group);
const clusterOf = (group: Group): string => `cluster_${group.replace(' ', '_')}`;
const unique = (words: Iterable<string>): readonly string[] => [...new Set(words)];

const ORDER = ['edit', 'confirm', 'issue', 'tick', 'reset'];
const inOrder = (words: readonly string[]): readonly string[] => [
  ...ORDER.filter((word) => words.includes(word)),
  ...words.filter((word) => !ORDER.includes(word)),
];

/** Words with dots between them, in lines of no great length. */
function lines(words: readonly string[], end = '\\n'): string {
  const rows: string[] = [];
  for (const word of words) {
    const row = rows.at(-1);
    if (row !== undefined && `${row}${word}`.length < 20) rows[rows.length - 1] = `${row} · ${word}`;
    else rows.push(word);
  }
  return rows.join(end);
}

interface Arrow {
  readonly from: Phase;
  readonly to: Phase;
  readonly by: readonly string[];
}

/** Moves with the same ends, as one arrow. */
function arrowsOf(moves: readonly Move[]): readonly Arrow[] {
  const arrows = new Map<string, Move[]>();
  for (const move of moves) {
    const ends = `${move.from} ${move.to}`;
    arrows.set(ends, [...(arrows.get(ends) ?? []), move]);
  }
  return [...arrows.values()].flatMap((joined) =>
    joined[0] ? [{ from: joined[0].from, to: joined[0].to, by: unique(joined.map(({ by }) => by)) }] : [],
  );
}

function sortMoves(moves: readonly Move[]) {
  const same = (a: Move) => (b: Move) => a.from === b.from && a.by === b.by;
  // In flight: that after which everything is as it was, wherever it was sent from.
  const isBack = (move: Move): boolean =>
    move.origin !== undefined && moves.filter(same(move)).every(({ to, origin }) => to === origin);
  const forward = moves.filter((move) => move.to !== move.origin);
  // That which leads from everywhere to one phase.
  const isFromAll = ({ by, to }: Move): boolean =>
    phases.every((from) => from === to || forward.some((each) => each.from === from && each.by === by)) &&
    forward.every((each) => each.by !== by || each.to === to);
  return {
    asBefore: unique(moves.filter(isBack).map(({ by }) => by)),
    fromAll: arrowsOf(forward.filter(isFromAll)),
    arrows: arrowsOf(forward.filter((move) => !isFromAll(move))),
  };
}

function node(phase: Phase, ways: readonly string[]): string {
  const [group, look, act] = PHASES[phase];
  const [fill, line] = LOOKS[look];
  const [width] = GROUPS[group];
  const out = ways.length
    ? `<TD ALIGN="RIGHT" WIDTH="${width - 86}"><FONT POINT-SIZE="10" COLOR="${FAINT}">${ways.join(' · ')}</FONT></TD>`
    : '';
  const name = `<TR><TD ALIGN="LEFT"><FONT COLOR="${INK}"><B>${phase}</B></FONT></TD>${out}</TR>`;
  const span = out && ' COLSPAN="2"';
  const can = `<TR><TD ALIGN="LEFT"${span}><FONT POINT-SIZE="11" COLOR="${line}">${act}</FONT></TD></TR>`;
  const table = `<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="1" WIDTH="${width}">${name}${can}</TABLE>`;
  return `${phase} [fillcolor="${fill}" color="${line}" label=<${table}>];`;
}

/** The graph of these moves, in Graphviz's language. */
export function dotOf({ moves, held }: ReturnType<typeof movesOf>): string {
  const { asBefore, fromAll, arrows } = sortMoves(moves);
  const between = (from: Group, to: Group): readonly Arrow[] =>
    arrows.filter((arrow) => groupOf(arrow.from) === from && groupOf(arrow.to) === to);
  const bys = (some: readonly Arrow[]): readonly string[] => inOrder(unique(some.flatMap(({ by }) => by)));
  const [backToTyping, backInFlight] = [between('at rest', 'typing'), between('at rest', 'in flight')];
  const back = new Set([...backToTyping, ...backInFlight]);
  const waysOut = (phase: Phase): readonly string[] => bys([...back].filter(({ from }) => from === phase));

  const edge = (from: Phase, to: Phase, by: readonly string[], more = ''): string =>
    `${from} -> ${to} [label="\u00a0${lines(by)}\u00a0"${more}];`;
  // What leads to one phase from each member of a group is an arrow from the group.
  const outward = arrows
    .filter((arrow) => !back.has(arrow) && groupOf(arrow.from) !== groupOf(arrow.to))
    .flatMap(({ from, to, by }) => {
      const group = membersOf(groupOf(from));
      const others = group.map(
        (each) => arrows.find((arrow) => arrow.from === each && arrow.to === to)?.by ?? [],
      );
      const common =
        group.length > 1 ? by.filter((each) => others.every((other) => other.includes(each))) : [];
      const own = by.filter((each) => !common.includes(each));
      // Drawn once, and from the middle one: it is cut off where it leaves the group.
      const draws = from === group[Math.floor((group.length - 1) / 2)];
      // Within a column: beside the others, not after them.
      const beside = groupOf(from) === 'done' ? ' constraint=false' : '';
      return [
        ...(own.length ? [edge(from, to, own, beside)] : []),
        ...(common.length && draws ? [edge(from, to, common, ` ltail=${clusterOf(groupOf(from))}`)] : []),
      ];
    });
  const inside = (group: Group): readonly string[] => {
    const arrows = between(group, group);
    // Two with nothing between them stand a little apart: most arrows begin there.
    const [upper, lower, ...more] = membersOf(group);
    if (upper && lower && !more.length) return [`${lower} -> ${upper} [style=invis minlen=2];`];
    return arrows
      .filter(({ from, to }) => phases.indexOf(from) > phases.indexOf(to))
      .map(({ from, to }) => {
        const both = arrows.some((arrow) => arrow.from === to && arrow.to === from);
        return `${from} -> ${to} [dir=${both ? 'both' : 'forward'}];`;
      });
  };
  const cluster = (group: Group): string => {
    const by = bys(between(group, group));
    const members = membersOf(group);
    return `subgraph ${clusterOf(group)} { label=<${[group, ...by].join(' · ')}>; ${FONT}; fontsize=12; fontcolor="${FAINT}";
      labelloc=t; labeljust=l; style="rounded"; color="${GROUPS[group][1]}"; margin=14;
      ${members.map((phase) => node(phase, waysOut(phase))).join('\n      ')}
      { rank=same; ${members.join('; ')}; } ${inside(group).join(' ')}
    }`;
  };

  const everywhere = bys(fromAll);
  const hold = unique(held.flatMap(({ from, by }) => (everywhere.includes(by) ? [from] : [])));
  const captions = [
    `A phase at rest names what leads out of it: ${bys(backToTyping).join(' and ')} back to typing, ${bys(backInFlight).join(' and ')} in flight again.`,
    `In flight, all is as before after ${asBefore.join(' · ')}.`,
    `From everywhere to ${unique(fromAll.map(({ to }) => to)).join(', ')}: ${everywhere.join(' · ')}${hold.length ? ` (${hold.join(' and ')} may hold)` : ''}.`,
    'edit: the person types · issue: a code is asked for · tick: a time is up · challenge: the page names another · vetoed: the page takes it back',
  ];
  const caption = captions.map(
    (text) => `<FONT POINT-SIZE="11" COLOR="${FAINT}">${text}</FONT><BR ALIGN="LEFT"/>`,
  );
  return `digraph "The confirmation" {
    rankdir=LR; newrank=true; compound=true; nodesep=0.2; ranksep=1.1; splines=spline; bgcolor="#fcfcfd"; pad=0.3;
    labelloc=b; labeljust=l; label=<${caption.join('')}>; ${FONT};
    node [shape=box style="rounded,filled" ${FONT} fontsize=13 penwidth=1.2 margin="0.12,0.06"];
    edge [${FONT} fontsize=11 color="${FAINT}" fontcolor="${INK}" arrowsize=0.7];
    start [shape=circle width=0.13 label="" fillcolor="${INK}" color="${INK}"];
    back [shape=plain style="" label=" ${bys(backToTyping).join(' · ')} " fontsize=11 fontcolor="${INK}"];
    ${cluster('typing')}
    ${cluster('in flight')}
    ${cluster('at rest')}
    ${membersOf('done')
      .map((phase) => node(phase, waysOut(phase)))
      .join('\n')}
    { rank=same; back; ${membersOf('in flight').join('; ')}; }
    { rank=same; ${[...membersOf('at rest'), ...membersOf('done')].join('; ')}; }
    start -> idle;
    idle -> back [ltail=${clusterOf('typing')} dir=back style=dashed];
    back -> waiting [lhead=${clusterOf('at rest')} dir=none style=dashed];
    ${outward.join('\n    ')}
    ${edge('confirming', 'failed', bys(backInFlight), ` ltail=${clusterOf('in flight')} lhead=${clusterOf('at rest')} dir=back style=dashed`)}
  }`;
}
