// The look of <otp-confirm>. Every colour and measure is a custom property that falls back to the page's own.
// The input lies at full size under the drawn cells: filled by managers, hit by the pointer. Its own text is not
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
    container-type: inline-size;
    contain-intrinsic-inline-size: calc(var(--_n) * (var(--_cell) + var(--_gap)) - var(--_gap));
    font-size: max(16px, var(--otp-confirm-font-size, 1.5em));
    line-height: 1;
  }
  .track {
    --_pitch: min(var(--_cell) + var(--_gap), (100cqi + var(--_gap)) / var(--_n));
    position: relative;
    /* Where the page aligns its text; and none of the page's underlines comes in. */
    display: inline-block;
    vertical-align: top;
    /* The input is wider than the cells. */
    overflow: clip;
    direction: ltr;
    text-align: left;
    cursor: text;
    inline-size: calc(var(--_n) * var(--_pitch) - var(--_gap));
    block-size: var(--otp-confirm-cell-height, 2.25em);
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
    inline-size: calc(var(--_pitch) - var(--_gap));
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
    position: absolute;
    block-size: 1.1em;
    /* Forced colours leave no background, but a border. */
    border-left: max(2px, 0.06em) solid;
    animation: blink 1.1s step-end infinite;
  }
  .before {
    left: 18%;
  }
  .after {
    right: 18%;
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
    letter-spacing: calc(var(--_pitch) - 1ch);
    -webkit-text-fill-color: transparent;
    caret-color: transparent;
    forced-color-adjust: none;
  }
  .field:not(.any) ::slotted(input) {
    inline-size: calc(100% + var(--_pitch)) !important;
    padding-left: calc((var(--_pitch) - var(--_gap) - 1ch) / 2) !important;
    /* Holds off the sheet that browsers lay under a filled text. */
    transition: background-color 1e6s step-end !important;
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
  @keyframes blink {
    50% {
      opacity: 0;
    }
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
  [part='resend'] {
    padding-inline: 0;
    background: none;
    color: var(--_accent);
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
  }
`;
