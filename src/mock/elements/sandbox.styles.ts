// What the sandbox's elements share of their look. Colours come of the page's text and its colour scheme, so that they
// stand on any ground; type is the page's.
import { css } from 'lit';

export const sandboxStyles = css`
  :host {
    display: block;
    min-inline-size: 0;
    container-type: inline-size;
    --_accent: var(--otp-mock-accent-color, light-dark(#2152c8, #9dbbff));
    --_hair: var(--otp-mock-border-color, color-mix(in srgb, currentcolor 18%, transparent));
    --_edge: color-mix(in srgb, currentcolor 50%, transparent);
    --_soft: color-mix(in srgb, currentcolor 74%, transparent);
    --_tint: color-mix(in srgb, currentcolor 4%, transparent);
    --_good: light-dark(#05703f, #5fd99a);
    --_bad: light-dark(#b42318, #ff9d92);
    --_mono: ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace;
    --_small: 0.875em;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  section {
    font-size: 0.9375em;
    line-height: 1.5;
    text-align: start;
    overflow-wrap: anywhere;
  }
  h2,
  h3,
  h4,
  p,
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  h2 {
    font-size: 1.125em;
    font-weight: 650;
  }
  ol {
    list-style: none;
  }
  /* English, whichever way the page runs. */
  p,
  dd,
  td,
  .left {
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  p,
  dd,
  td,
  .left,
  .what,
  .chip,
  .count,
  b,
  button,
  select {
    unicode-bidi: plaintext;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25em 0.75em;
    align-items: center;
    justify-content: space-between;
  }
  .soft,
  .empty {
    color: var(--_soft);
  }
  .empty {
    padding-block: 0.75em;
  }
  time {
    font-variant-numeric: tabular-nums;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
  }
  button,
  select {
    min-block-size: 2.25em;
    margin: 0;
    padding: 0.25em 0.875em;
    border: 1px solid var(--_edge);
    border-radius: 0.5em;
    background: none;
    color: inherit;
    font: inherit;
    font-weight: 550;
    white-space: nowrap;
    cursor: pointer;
  }
  select {
    max-inline-size: 100%;
    /* Its list is painted by the system, in the system's colours. */
    background: Field;
    color: FieldText;
    font-weight: 400;
  }
  button:hover {
    border-color: var(--_accent);
    color: var(--_accent);
  }
  .main {
    border-color: color-mix(in srgb, var(--_accent) 60%, transparent);
    background: color-mix(in srgb, var(--_accent) 9%, transparent);
    color: var(--_accent);
  }
  .main:hover {
    background: color-mix(in srgb, var(--_accent) 5%, transparent);
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  @media (forced-colors: active) {
    .main {
      border-width: 2px;
    }
  }
`;
