// How the field of <otp-confirm> lies and looks: cells, caret, separators, and the one input. It lies at full size under the
// drawn cells: filled by managers, hit by the pointer. Nothing that it paints is seen, and its letters stand at the cells'
// pitch, so that clicks and drags land where they look to. What measures and colours come from is otp-confirm.styles.ts's.

// A tag of our own: Lit's carries what it takes to refuse values in between, and there are none here.
export const css = ({ raw }: TemplateStringsArray): string => raw[0] ?? '';

export const field = css`
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
    line-height: 1;
  }
  /* Where the input is wider than its cells. There is room for what shines around the first of them. */
  .all:not(.any) .field:dir(ltr) {
    overflow-x: clip;
    margin-left: -0.2em;
    padding-left: 0.2em;
  }
  .track,
  .actions {
    /* Where the page aligns its text; and none of the page's underlines comes in. */
    display: inline-block;
    vertical-align: top;
    /* Many cells make a small code; under 16 px a phone would zoom in. */
    font-size: max(16px, min(1em, var(--_fit) / var(--_of)));
    /* Narrower where there is little room, of which some is left for one cell more: see the input. */
    inline-size: min(var(--_full), (100% + var(--_gap)) * var(--_n) / var(--_of) - var(--_gap));
  }
  .track {
    position: relative;
    isolation: isolate;
    direction: ltr;
    text-align: left;
    cursor: text;
    block-size: var(--otp-confirm-cell-height, 2.25em);
    /* From one cell to the next, of what is as wide as they all. */
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
    box-sizing: border-box;
    inline-size: 100%;
    /* Moved by anything else, it would count as a layout that shifts. */
    translate: calc((var(--_at) + var(--_side)) * var(--_pitch) - var(--_side) * var(--_gap));
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
    /* No length but a font's or a container's parts letters: where there is little room, how far is measured. A container
       would cost a page with many fields an eighth of its time. */
    letter-spacing: calc((var(--_width, var(--_full)) + var(--_gap)) / var(--_n) - 1ch);
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
`;
