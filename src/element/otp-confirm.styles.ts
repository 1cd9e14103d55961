// The look of <otp-confirm>. Every colour and measure is a custom property that falls back to the page's own.
// The input lies at full size under the drawn cells: filled by managers, hit by the pointer. Nothing that it paints is
// seen, and its letters stand at the cells' pitch, so that clicks and drags land where they look to.
// Nothing moves: hint and status share a place that is kept for the longer one, a button changes its words in a box
// that stays, and what blinks or shakes is translated.

// A tag of our own: Lit's carries what it takes to refuse values in between, and there are none here.
const css = ({ raw }: TemplateStringsArray): string => raw[0] ?? '';

export const styles = css`
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
    --_muted: var(--otp-confirm-muted-color, color-mix(in srgb, currentcolor 72%, transparent));
    --_line: var(--otp-confirm-border-color, color-mix(in srgb, currentcolor 55%, transparent));
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
  /* Its id is all that counts, wherever the page shows what is hidden. */
  [name='description'] {
    display: none;
  }
  /* All below is measured in the code's own em. The page's is one line high here: for what has its size. */
  .page {
    line-height: 1em;
  }
  .all {
    container-type: inline-size;
    /* Where a parent asks how wide it would be: never so wide that a phone scrolls, and no wider with more words. */
    contain-intrinsic-inline-size: min((var(--_n) + 1) * (var(--_cell) + var(--_gap)) - var(--_gap), 80vw);
    font-size: max(16px, var(--otp-confirm-font-size, 1.5em));
    white-space: normal;
    overflow-wrap: anywhere;
    /* From one cell to the next, with room left for one cell more: see the input. */
    --_step: min(var(--_cell) + var(--_gap), (100cqi + var(--_gap)) / var(--_of));
  }
  .field {
    /* What a page says of its text would move, hide or double the digits: colour and font are what is taken of it. */
    all: initial;
    display: block;
    visibility: inherit;
    pointer-events: inherit;
    color: inherit;
    color-scheme: inherit;
    font-family: inherit;
    font-size: inherit;
    text-align: inherit;
    -webkit-text-size-adjust: none;
    overflow-x: clip;
    line-height: 1;
  }
  .track,
  .actions {
    /* Where the page aligns its text; and none of the page's underlines comes in. */
    display: inline-block;
    vertical-align: top;
    /* Many cells make a small code; under 16 px a phone would zoom in. */
    font-size: max(16px, min(1em, 55cqi / var(--_of)));
    inline-size: calc(var(--_n) * var(--_step) - var(--_gap));
  }
  .track {
    position: relative;
    isolation: isolate;
    direction: ltr;
    text-align: left;
    cursor: text;
    block-size: var(--otp-confirm-cell-height, 2.25em);
    /* The same, of the track's own width. */
    --_pitch: ((100% + var(--_gap)) / var(--_n));
  }
  [part~='cells'] {
    position: absolute;
    inset: 0;
    display: flex;
    gap: var(--_gap);
    pointer-events: none;
    user-select: none;
  }
  [part~='cell'],
  [part~='any'] {
    box-sizing: border-box;
    border: var(--_border) solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_tint, var(--otp-confirm-background, transparent));
  }
  [part~='cell'] {
    position: relative;
    /* A grid for each would cost a page with many fields twice the layout. */
    display: flex;
    align-items: center;
    justify-content: center;
    flex: 1;
    min-inline-size: 0;
    color: var(--otp-confirm-color, inherit);
    font-weight: 500;
    letter-spacing: 0;
  }
  /* Under the text, which is the input's own where there are no cells. */
  [part~='any'] {
    z-index: -1;
  }
  [part~='active'] {
    border-color: var(--_ring);
    outline: 2px solid var(--_ring);
    outline-offset: -2px;
    box-shadow: 0 0 0 0.16em color-mix(in srgb, var(--_ring) 20%, transparent);
  }
  [part~='selected'] {
    background: color-mix(in srgb, var(--_ring) 16%, transparent);
  }
  [part='separator'] {
    position: absolute;
    left: calc(100% + var(--_gap) / 5 + var(--_border));
    inline-size: calc(var(--_gap) * 0.6);
    border: solid var(--_line);
    border-width: 0 0 2px;
  }
  [part='caret'] {
    --_side: 0.5;
    position: absolute;
    inset-block: 0;
    left: -1px;
    /* Moved by anything else, it would count as a layout that shifts. */
    translate: calc((var(--_at) + var(--_side)) * var(--_step) - var(--_side) * var(--_gap));
    block-size: 1.1em;
    margin-block: auto;
    /* Forced colours leave no background, but a border. */
    border-left: max(2px, 0.06em) solid var(--otp-confirm-color, currentcolor);
    pointer-events: none;
  }
  .off {
    visibility: hidden;
  }
  .before {
    --_side: 0.18;
  }
  .after {
    --_side: 0.82;
  }
  /* What is not said here, the input inherits from its slot. */
  .track ::slotted(input) {
    all: unset !important;
    display: block !important;
    box-sizing: border-box !important;
    inline-size: 100% !important;
    block-size: 100% !important;
    direction: ltr !important;
  }
  .any ::slotted(input) {
    padding: 0 0.6em !important;
  }
  .all:not(.any) .track slot {
    font-family: monospace;
    letter-spacing: calc(var(--_step) - 1ch);
  }
  .all:not(.any) .track ::slotted(input) {
    /* A cell wider than the cells: the caret behind the last digit has its place there and scrolls nothing, and what
       managers draw at the end of a field covers no digit. */
    inline-size: calc(100% + var(--_pitch)) !important;
    clip-path: inset(0 calc((100% + var(--_gap)) / (var(--_n) + 1)) 0 0) !important;
    padding-left: calc((var(--_pitch) - var(--_gap) - 1ch) / 2) !important;
    /* Text, caret and selection, and the sheet that browsers lay under a filled text, which no rule of a page takes
       away. Not opacity: managers pass over a field that has none, and do not look at filters. */
    filter: opacity(0) !important;
  }
  /* At the right end of a page it would reach out of it: managers pass over such a field. */
  .field:dir(rtl) .track ::slotted(input) {
    inline-size: 100% !important;
    clip-path: none !important;
  }
  :host(:disabled) .track {
    opacity: 0.55;
  }
  :host(:state(confirming)) [part~='cell'] {
    animation: breathe 1.4s calc(var(--_i) * 0.09s) ease-in-out infinite;
  }
  :host(:state(refused)) .track {
    animation: shake 0.16s 2;
  }
  @keyframes breathe {
    50% {
      border-color: var(--_accent);
    }
  }
  @keyframes shake {
    25% {
      translate: -0.16em;
    }
    75% {
      translate: 0.16em;
    }
  }
  .words,
  .life {
    font-size: 0.9375lh;
    line-height: 1.5;
  }
  [part='hint'],
  [part='countdown'] {
    color: var(--_muted);
  }
  /* One place for both: what came of it takes that of the hint, unless the hint is the page's own. */
  .words {
    display: grid;
    margin-block: var(--_space);
  }
  .words > * {
    grid-area: 1 / 1;
  }
  .words:not(.own) [part='status']:not(:empty) + [part='hint'] {
    visibility: hidden;
  }
  .own {
    display: block;
  }
  [part='status'] {
    min-block-size: 2lh;
  }
  p {
    display: flex;
    gap: 0.5em;
    margin: 0;
  }
  /* The words run as their language does, also where the page runs the other way; they stand where it aligns its own. */
  p,
  button,
  [part='hint'],
  [part='countdown'] {
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
    flex: none;
    inline-size: 1.2em;
    block-size: 1lh;
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
  /* The one thing left to do stands out; the other one is quiet. */
  .quiet {
    font-weight: 500;
    background: none;
    color: var(--_accent);
  }
  .waits {
    color: var(--_muted);
  }
  .waits:not(.quiet) {
    background: color-mix(in srgb, currentcolor 9%, transparent);
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
  /* All is done: the room stays. */
  .go-on button {
    visibility: hidden;
  }
  [name='actions'] {
    display: block;
    font-size: 1lh;
    line-height: 1.5;
  }
  .life {
    min-block-size: 1lh;
  }
  :host([hidden]),
  [hidden] {
    display: none;
  }
  @container (width < 24rem) {
    .life {
      min-block-size: 2lh;
    }
  }
  @container (width < 20rem) {
    [part='status'] {
      min-block-size: 3lh;
    }
  }
  @media (forced-colors: active) {
    /* There each button has its border. */
    button {
      padding-inline: 1.1em !important;
    }
    [part~='selected'] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
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
