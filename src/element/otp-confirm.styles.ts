// The look of <otp-confirm>. Every colour and measure is a custom property that falls back to the page's own.
// The input lies at full size under the drawn cells: filled by managers, hit by the pointer. Its own text is not
// seen, and its letters stand at the cells' pitch, so that clicks and drags land where they look to.

// A tag of our own: Lit's carries what it takes to refuse values in between, and there are none here.
const css = ({ raw }: TemplateStringsArray): string => raw[0] ?? '';

export const styles = css`
  :host {
    display: block;
    --_cell: var(--otp-confirm-cell-size, 1.9em);
    --_gap: var(--otp-confirm-gap, 0.35em);
    --_muted: var(--otp-confirm-muted-color, color-mix(in srgb, currentcolor 72%, transparent));
    --_line: var(--otp-confirm-border-color, color-mix(in srgb, currentcolor 55%, transparent));
    --_accent: var(--otp-confirm-accent-color, light-dark(#1d4ed8, #93b4ff));
    --_error: var(--otp-confirm-error-color, light-dark(#b42318, #ff9d92));
    --_success: var(--otp-confirm-success-color, light-dark(#05703f, #5fd99a));
    --_radius: var(--otp-confirm-radius, 0.3em);
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  .label {
    margin-block-end: 0.5em;
    font-weight: 600;
  }
  .field {
    container-type: inline-size;
    font-size: max(16px, var(--otp-confirm-font-size, 1.5em));
    line-height: 1;
    contain-intrinsic-inline-size: calc(var(--_n) * (var(--_cell) + var(--_gap)) - var(--_gap));
  }
  .track {
    --_w: min(var(--_cell), (100cqi - (var(--_n) - 1) * var(--_gap)) / var(--_n));
    --_pitch: calc(var(--_w) + var(--_gap));
    position: relative;
    /* The input is wider than the cells. */
    overflow: clip;
    direction: ltr;
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
    inline-size: var(--_w);
    border: var(--otp-confirm-border-width, 1px) solid var(--_line);
    border-radius: var(--_radius);
    background: var(--otp-confirm-background, transparent);
    color: var(--otp-confirm-color, inherit);
    font-variant-numeric: tabular-nums;
    font-weight: 500;
    letter-spacing: 0;
  }
  [part~='active'],
  .any slot:not([name])::slotted(input:focus) {
    outline: 2px solid var(--_accent) !important;
    outline-offset: -2px !important;
  }
  [part~='selected'] {
    background: color-mix(in srgb, var(--_accent) 22%, transparent);
  }
  [part='separator'] {
    position: absolute;
    left: calc(100% + var(--_gap) / 5);
    inline-size: calc(var(--_gap) * 0.6);
    border-block-end: 2px solid var(--_line);
  }
  [part='caret'] {
    position: absolute;
    inline-size: max(2px, 0.06em);
    block-size: 1.1em;
    background: currentcolor;
    animation: blink 1.1s step-end infinite;
  }
  .before {
    left: 18%;
  }
  .after {
    right: 18%;
  }
  @keyframes blink {
    50% {
      opacity: 0;
    }
  }
  slot:not([name])::slotted(input) {
    all: unset !important;
    box-sizing: border-box !important;
    inline-size: 100% !important;
    block-size: 100% !important;
    padding: 0 0.6em !important;
    direction: ltr !important;
    text-align: left !important;
    cursor: text !important;
    border: 1px solid var(--_line) !important;
    border-radius: var(--_radius) !important;
  }
  .field:not(.any) slot:not([name])::slotted(input) {
    position: absolute !important;
    inset: 0 auto auto 0 !important;
    inline-size: calc(100% + var(--_pitch)) !important;
    clip-path: inset(0 var(--_pitch) 0 0) !important;
    padding: 0 0 0 calc((var(--_w) - 1ch) / 2) !important;
    border: 0 !important;
    font-family: monospace !important;
    letter-spacing: calc(var(--_pitch) - 1ch) !important;
    -webkit-text-fill-color: transparent !important;
    color: transparent !important;
    caret-color: transparent !important;
    forced-color-adjust: none !important;
    transition: background-color 1e6s step-end !important;
  }
  :host(:disabled) .track {
    opacity: 0.55;
  }
  :host(:state(confirming)) [part~='cell'] {
    animation: breathe 1.4s ease-in-out infinite;
  }
  @keyframes breathe {
    50% {
      border-color: var(--_accent);
    }
  }
  :host(:state(confirmed)) [part~='cell'] {
    border-color: var(--_success);
    background: color-mix(in srgb, var(--_success) 10%, transparent);
  }
  :host(:state(refused)) [part~='cell'] {
    border-color: var(--_error);
  }
  :host(:state(refused)) .track {
    animation: shake 0.32s ease-in-out;
  }
  @keyframes shake {
    20%,
    60% {
      translate: -0.16em;
    }
    40%,
    80% {
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
    border: 1px solid transparent;
    border-radius: var(--_radius);
    background: var(--_accent);
    color: var(--otp-confirm-accent-text-color, light-dark(#fff, #0b1220));
    font: inherit;
    font-weight: 600;
    cursor: pointer;
  }
  button:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
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
    button {
      border-color: currentcolor;
    }
    [part~='selected'] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
    [part='caret'] {
      background: CanvasText;
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
