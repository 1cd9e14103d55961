// The look of <otp-confirm>: its custom properties, each falling back to the page's own colours and measures, and what
// stands around the field, which is field.styles.ts's.
// Nothing moves: hint and status share a place that is kept for the longer one, a button changes its words in a box
// that stays, and what blinks or shakes is translated.
import { css, field } from './field.styles.js';

const around = css`
  :host {
    display: block;
    /* A flex or grid item shrinks with the page. */
    min-inline-size: 0;
    writing-mode: horizontal-tb;
    --_cell: var(--otp-confirm-cell-size, 1.9em);
    --_gap: var(--otp-confirm-gap, 0.35em);
    --_border: var(--otp-confirm-border-width, 1px);
    --_radius: var(--otp-confirm-radius, 0.3em);
    --_space: var(--otp-confirm-spacing, 0.75em);
    --_muted: var(--otp-confirm-muted-color, color-mix(in srgb, currentcolor 84%, transparent));
    --_line: var(--otp-confirm-border-color, color-mix(in srgb, currentcolor 62%, transparent));
    --_accent: var(--otp-confirm-accent-color, light-dark(#2152c8, #9dbbff));
    --_on-accent: var(--otp-confirm-accent-text-color, light-dark(#fff, #0b1220));
    --_error: var(--otp-confirm-error-color, light-dark(#b42318, #ff9d92));
    --_success: var(--otp-confirm-success-color, light-dark(#05703f, #5fd99a));
    --_ring: var(--_accent);
  }
  :host(:state(refused)) {
    --_line: var(--_error);
    --_ring: var(--_error);
  }
  :host(:state(confirmed)) {
    --_line: var(--_success);
    --_tint: color-mix(in srgb, var(--_success) 10%, transparent);
  }
  /* Closed, for now. */
  :host(:is(:state(locked), :state(expired), :state(failed))) {
    --_tint: color-mix(in srgb, currentcolor 7%, transparent);
  }
  [name='label']::slotted(*) {
    display: block;
    margin-block-end: 0.5em;
    font-weight: 600;
  }
  /* All below is measured in the code's own em. The page's is one line high here: for what has its size. */
  .page {
    /* Where a page's reset takes away the label's. */
    margin-block-start: 0.25em;
    line-height: 1em;
  }
  .all {
    display: flow-root;
    contain: inline-size;
    /* Where a parent asks how wide it would be: never so wide that a phone scrolls, and no wider with more words. */
    contain-intrinsic-inline-size: min(var(--_full) + var(--_cell) + var(--_gap), 80cqi);
    font-size: max(16px, var(--otp-confirm-font-size, 1.5em));
    text-indent: 0;
    white-space: normal;
    /* No word is left alone on the last line. */
    text-wrap: balance;
    overflow-wrap: anywhere;
    /* Cells, and of how many the field has room: one more than it has cells. */
    --_n: 6;
    --_of: (var(--_n) + 1);
    --_full: (var(--_n) * (var(--_cell) + var(--_gap)) - var(--_gap));
    /* Where they are few the page's width tells how large a code can be. A container's units, also without a container,
       would cost a page with many fields a seventh of its time. */
    --_fit: 55vw;
  }
  .any {
    --_of: 6;
  }
  .many {
    container-type: inline-size;
    --_fit: 55cqi;
  }
  .words,
  .life {
    display: flow-root;
    font-size: 0.9375lh;
    line-height: 1.5;
  }
  /* One place for all, as high as the highest: what is said, the hint, which gives way to it unless it is the page's own
     and stands above it, and the room that is kept, by words that are not seen. */
  .words {
    display: grid;
    /* Of rows that it may stretch one engine keeps the height where the width is another; and to stretch what lies in them,
       or to ask it for its width, costs a page with many fields a twentieth of its time. */
    grid: auto-flow max-content / 100%;
    align-items: start;
    margin-block: var(--_space);
  }
  .words > *,
  .words::before {
    grid-area: 2/1;
  }
  .own [part='hint'] {
    grid-area: 1;
    margin-block-end: 0.5em;
  }
  /* More by one, for where lines break is not only a matter of length. */
  .words::before {
    content: attr(data-room) ' 000000';
    min-block-size: 2lh;
    /* Of the sign. */
    padding-inline-start: 1.7em;
  }
  /* And of the buttons, once all is done. */
  .words::before,
  .said [part='hint'],
  .go-on button {
    visibility: hidden;
  }
  /* One line, or two where there is little room: a height knows no width, but a padding does. */
  .life::before {
    content: '';
    float: left;
    padding-block-start: clamp(1lh, (17lh - 100%) * 999, 2lh);
  }
  /* The sign hangs before the words, wherever they are aligned, and where the page's language begins its own. */
  p {
    margin: 0;
    padding-inline-start: 1.7em;
  }
  /* The words run as their language does, also where the page runs the other way; they stand where it aligns its own. */
  [part='hint'],
  [part='countdown'] {
    color: var(--_muted);
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .bad {
    color: var(--_error);
  }
  .good {
    color: var(--_success);
  }
  svg {
    inline-size: 1.2em;
    block-size: 1lh;
    margin-inline: -1.7em 0.5em;
    vertical-align: top;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
    stroke-dasharray: 50;
    animation: draw 0.6s ease-out;
  }
  :host(:is(:state(confirming), :state(issuing))) svg {
    animation: turn 1s linear infinite;
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  @keyframes draw {
    from {
      stroke-dashoffset: 50;
    }
  }
  button {
    inline-size: 100%;
    margin-block-end: calc(var(--_space) / 2);
    padding: calc(var(--_space) - 1px) 0.25em;
    /* Seen where colours are forced. */
    border: 1px solid transparent;
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--_accent);
    color: var(--_on-accent);
    font: inherit;
    font-size: 1lh;
    font-weight: 600;
    line-height: 1.5;
  }
  .waits {
    background: color-mix(in srgb, currentcolor 9%, transparent);
  }
  /* The one thing left to do stands out; the other one is quiet. */
  .quiet {
    background: none;
    color: var(--_accent);
    font-weight: 500;
  }
  .waits {
    color: var(--_muted);
  }
  [aria-disabled='false'] {
    cursor: pointer;
  }
  [aria-disabled='false']:hover {
    box-shadow: inset 0 0 0 9em color-mix(in srgb, currentcolor 10%, transparent);
  }
  button:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  /* In the middle, but by a translation: a text whose font comes late is wider at both ends, and shifts no layout. */
  button,
  button:not([hidden]) ~ .life {
    direction: ltr;
  }
  button > *,
  button:not([hidden]) ~ .life > * {
    position: relative;
    display: block;
    left: 50%;
    inline-size: max-content;
    max-inline-size: 100%;
    translate: -50%;
    text-align: center;
    unicode-bidi: plaintext;
  }
  [name='actions'] {
    display: block;
    font-size: 1lh;
    line-height: 1.5;
  }
  /* Of the description its id is all that counts, wherever the page shows what is hidden. */
  [name='description'],
  :host([hidden]),
  [hidden] {
    display: none;
  }
  @media (forced-colors: active) {
    /* There each button has its border. */
    button {
      padding-inline: 1.1em !important;
    }
    [part~='selected'] {
      forced-color-adjust: none;
      border-color: currentcolor;
      background: Highlight;
      color: HighlightText;
    }
    .waits {
      border-color: GrayText;
      color: GrayText;
    }
    :host(:is(:state(locked), :state(expired), :state(failed))) [part~='cell'] {
      border-color: GrayText;
    }
    :host(:state(refused)) [part~='cell'] {
      border-style: dashed;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      animation: none !important;
    }
    .off {
      visibility: inherit;
    }
  }
`;

// The last, so that what is hidden or stands still is so in the field too.
export const styles = field + around;

const sheets = new WeakMap<Document, CSSStyleSheet>();
/** As a sheet, which serves one document only, and all elements in it; none without a window. */
export function sheetFor(document: Document): CSSStyleSheet | undefined {
  const { defaultView } = document;
  let sheet = sheets.get(document);
  if (!sheet && defaultView) {
    sheets.set(document, (sheet = new defaultView.CSSStyleSheet()));
    sheet.replaceSync(styles);
  }
  return sheet;
}
