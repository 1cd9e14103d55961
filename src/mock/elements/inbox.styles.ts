// The look of <otp-mock-inbox>: a phone's list of messages.
import { css } from 'lit';

export const inboxStyles = css`
  .phone {
    max-inline-size: 26em;
    padding: 1em;
    border: 1px solid var(--_hair);
    border-radius: 1.75em;
    background: var(--_tint);
  }
  header {
    padding: 0 0.5em 0.75em;
  }
  .empty {
    padding: 1.5em 0.5em;
    text-align: center;
  }
  ol {
    display: grid;
    gap: 0.625em;
  }
  [part='message'] {
    padding: 0.875em;
    border: 1px solid var(--_hair);
    border-start-start-radius: 0.375em;
    border-start-end-radius: 1.25em;
    border-end-start-radius: 1.25em;
    border-end-end-radius: 1.25em;
    background: light-dark(#fff, color-mix(in srgb, currentcolor 6%, transparent));
    animation: arrive 0.3s ease-out;
  }
  @keyframes arrive {
    from {
      opacity: 0;
      translate: 0 -0.75em;
    }
  }
  .from {
    display: flex;
    gap: 0.5em;
    align-items: center;
    margin-block-end: 0.375em;
  }
  .from time {
    margin-inline-start: auto;
    font-size: var(--_small);
  }
  .face {
    display: grid;
    place-items: center;
    inline-size: 1.75em;
    block-size: 1.75em;
    border-radius: 50%;
    background: color-mix(in srgb, var(--_accent) 14%, transparent);
    color: var(--_accent);
    font-size: var(--_small);
    font-weight: 650;
  }
  .digits {
    margin-block: 0.125em;
    line-height: 1.3;
  }
  .code {
    font: 600 1.75em var(--_mono);
    letter-spacing: 0.04em;
    unicode-bidi: isolate;
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em 1em;
    align-items: center;
    justify-content: space-between;
    margin-block-start: 0.75em;
  }
  .left {
    color: var(--_soft);
    font-size: var(--_small);
  }
  /* Of no more use, but for trying what comes of it. */
  .over {
    border-style: dashed;
    background: none;
  }
  .over .code {
    color: var(--_soft);
    font-weight: 400;
    text-decoration: line-through;
    text-decoration-thickness: 1px;
  }
  .over .left {
    font-weight: 600;
  }
  @media (prefers-reduced-motion: reduce) {
    [part='message'] {
      animation: none;
    }
  }
`;
