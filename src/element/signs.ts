// The sign before the words of a status: what the phase is, at a glance and without its colour. Drawn as an SVG by script,
// for a picture from an address would need a hole in the page's policy.

const SVG = 'http://www.w3.org/2000/svg';
const ring = 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1';
const most = 'M8 1a7 7 0 1 1-7 7';

const paths: Readonly<Record<string, string | undefined>> = {
  confirming: most,
  issuing: most,
  // a check
  confirmed: ring + 'M5 8l2 2 4-4',
  // a cross
  refused: ring + 'M6 6l4 4m0-4l-4 4',
  // a clock
  waiting: ring + 'M8 4v4l2 2',
  // an hourglass
  expired: 'M4 1h8M4 15h8M5 1c0 7 6 7 6 14M11 1c0 7-6 7-6 14',
  // a lock
  locked: 'M3 7h10v8H3zM5 7V4a3 3 0 0 1 6 0v3',
  // no entry
  failed: ring + 'M5 8h6',
  // a warning
  unavailable: 'M8 1l7 14H1zM8 6v4m0 2v.1',
};

/** The sign of a phase; a mark of exclamation, or an i, for what is said in any other. */
export function sign(phase: string, tone: string): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', paths[phase] ?? ring + (tone === 'bad' ? 'M8 4v5m0 2v.1' : 'M8 12V7m0-2v-.1'));
  svg.append(path);
  return svg;
}
