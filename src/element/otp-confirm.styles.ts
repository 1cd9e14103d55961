// The look of <otp-confirm>. Every colour and measure is a custom property that falls back to the page's own.
// The input lies at full size under the drawn cells: filled by managers, hit by the pointer. Nothing that it paints is
// seen, and its letters stand at the cells' pitch, so that clicks and drags land where they look to.

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
    --_radius: var(--otp-confirm-radius, 0.3em);
    --_muted: var(--otp-confirm-muted-color, color-mix(in srgb, currentcolor 72%, transparent));
    --_line: var(--otp-confirm-border-color, color-mix(in srgb, currentcolor 55%, transparent));
    --_accent: var(--otp-confirm-accent-color, light-dark(#1d4ed8, #93b4ff));
    --_error: var(--otp-confirm-error-color, light-dark(#b42318, #ff9d92));
    --_success: var(--otp-confirm-success-color, light-dark(#05703f, #5fd99a));
  }
  :host([hidden]) {
    display: none;
  }
  :host(:state(refused)) {
    --_line: var(--_error);
  }
  :host(:state(confirmed)) {
    --_line: var(--_success);
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
  .field {
    /* What a page says of its text would move, hide or double the digits: colour and font are what is taken of it. */
    all: initial;
    display: block;
    visibility: inherit;
    pointer-events: inherit;
    color: inherit;
    color-scheme: inherit;
    font-family: inherit;
    text-align: inherit;
    -webkit-text-size-adjust: none;
    overflow-x: clip;
    container-type: inline-size;
    /* Where a parent asks how wide it would be: never so wide that a phone scrolls. */
    contain-intrinsic-inline-size: min((var(--_n) + 1) * (var(--_cell) + var(--_gap)) - var(--_gap), 80vw);
    font-size: max(16px, var(--otp-confirm-font-size, 1.5em));
    line-height: 1;
  }
  .track {
    position: relative;
    /* Where the page aligns its text; and none of the page's underlines comes in. */
    display: inline-block;
    vertical-align: top;
    direction: ltr;
    text-align: left;
    cursor: text;
    /* Room for one cell more is left: see the input. */
    inline-size: calc(
      var(--_n) * min(var(--_cell) + var(--_gap), (100% + var(--_gap)) / (var(--_n) + 1)) - var(--_gap)
    );
    block-size: var(--otp-confirm-cell-height, 2.25em);
    /* From one cell to the next, of the track's own width: for what is placed in it. */
    --_pitch: ((100% + var(--_gap)) / var(--_n));
  }
  .any .track {
    inline-size: 100%;
  }
  [part='cells'] {
    position: absolute;
    inset: 0;
    display: flex;
    gap: var(--_gap);
    pointer-events: none;
    user-select: none;
  }
  [part~='cell'] {
    position: relative;
    display: grid;
    place-items: center;
    box-sizing: border-box;
    flex: 1;
    min-inline-size: 0;
    border: var(--otp-confirm-border-width, 1px) solid var(--_line);
    border-radius: var(--_radius);
    background: var(--otp-confirm-background, transparent);
    color: var(--otp-confirm-color, inherit);
    font-weight: 500;
    letter-spacing: 0;
  }
  :host(:state(confirmed)) [part~='cell'] {
    background: color-mix(in srgb, var(--_success) 10%, transparent);
  }
  [part~='selected'] {
    background: color-mix(in srgb, var(--_accent) 22%, transparent);
  }
  [part='separator'] {
    position: absolute;
    left: calc(100% + var(--_gap) / 4 + var(--otp-confirm-border-width, 1px));
    inline-size: calc(var(--_gap) / 2);
    border-block-end: 2px solid var(--_line);
  }
  [part='caret'] {
    --_side: 0.5;
    position: absolute;
    inset-block: 0;
    left: calc(var(--_pitch) * var(--_at) + (var(--_pitch) - var(--_gap)) * var(--_side) - 1px);
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
    border: 1px solid var(--_line) !important;
    border-radius: var(--_radius) !important;
  }
  .field:not(.any) slot {
    font-family: monospace;
    letter-spacing: calc(min(var(--_cell) + var(--_gap), (100cqi + var(--_gap)) / (var(--_n) + 1)) - 1ch);
  }
  .field:not(.any) ::slotted(input) {
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
  .field:dir(rtl) ::slotted(input) {
    inline-size: 100% !important;
    clip-path: none !important;
  }
  [part~='active'],
  .any ::slotted(input:focus) {
    outline: 2px solid var(--_accent) !important;
    outline-offset: -2px !important;
  }
  :host(:disabled) .track {
    opacity: 0.55;
  }
  :host(:state(confirming)) [part~='cell'] {
    animation: breathe 1.4s ease-in-out infinite;
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
  [part='hint'],
  [part='countdown'] {
    margin-block-start: 0.5em;
    color: var(--_muted);
    font-size: 0.9375em;
  }
  [part='status'] {
    min-block-size: 1.5em;
    margin-block: 0.4em;
  }
  p {
    margin: 0;
  }
  .bad {
    color: var(--_error);
  }
  .good {
    color: var(--_success);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em 0.75em;
    align-items: center;
  }
  button {
    min-block-size: 2.75em;
    padding: 0.4em 1.1em;
    /* Seen where colours are forced. */
    border: 1px solid transparent;
    border-radius: var(--_radius);
    background: var(--_accent);
    color: var(--otp-confirm-accent-text-color, light-dark(#fff, #0b1220));
    font: inherit;
    font-weight: 600;
    cursor: pointer;
  }
  /* The one thing left to do stands out; the other one is quiet. */
  [part='resend'],
  .ask [part='confirm'] {
    padding-inline: 0;
    background: none;
    color: var(--_accent);
  }
  .ask [part='resend'] {
    padding-inline: 1.1em;
    background: var(--_accent);
    color: var(--otp-confirm-accent-text-color, light-dark(#fff, #0b1220));
  }
  button:hover {
    text-decoration: underline;
  }
  [aria-disabled='true'],
  :disabled {
    opacity: 0.75;
    cursor: default;
    text-decoration: none;
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
