// The look of <otp-mock-panel>.
import { css } from 'lit';

export const panelStyles = css`
  .panel {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1em;
    padding: 1.125em;
    border: 1px solid var(--_hair);
    border-radius: 1em;
    background: var(--_tint);
  }
  .badge {
    padding: 0.125em 0.75em;
    border: 1px solid light-dark(#8a5a00, #f2c14e);
    border-radius: 2em;
    background: light-dark(#fff6dc, #2b2410);
    color: light-dark(#6b4500, #f7d27c);
    font-size: var(--_small);
    font-weight: 600;
  }
  h3,
  h4,
  .choice {
    font-size: 1em;
    font-weight: 650;
  }
  h4 {
    margin-block: 0.625em 0.25em;
    font-size: var(--_small);
  }
  .conditions {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(15em, 100%), 1fr));
    gap: 1em 1.5em;
  }
  .one {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.375em;
    align-content: start;
  }
  .one .soft,
  .faults .soft,
  .names .soft {
    font-size: var(--_small);
  }
  .clock {
    grid-column: 1 / -1;
  }
  .time {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.75em;
    align-items: baseline;
  }
  .time time {
    font: 600 1.5em var(--_mono);
  }
  .panel > details {
    border-block-start: 1px solid var(--_hair);
    padding-block-start: 0.75em;
  }
  summary {
    display: flex;
    gap: 0.5em;
    align-items: center;
    min-block-size: 2em;
    border-radius: 0.375em;
    list-style: none;
    cursor: pointer;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary::after {
    content: '';
    flex: none;
    inline-size: 0.5em;
    block-size: 0.5em;
    margin-inline: auto 0.375em;
    border: solid var(--_soft);
    border-width: 0 1.5px 1.5px 0;
    rotate: 45deg;
    translate: 0 -0.125em;
  }
  [open] > summary::after {
    rotate: 225deg;
    translate: 0 0.125em;
  }
  .count {
    color: var(--_soft);
    font-size: var(--_small);
    font-variant-numeric: tabular-nums;
  }
  .on {
    color: var(--_bad);
    font-weight: 600;
  }
  .faults {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(15em, 100%), 1fr));
    gap: 0.875em 1.5em;
    padding-block: 0.5em;
  }
  .faults > div {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0.25em 0.75em;
    align-items: center;
    align-content: start;
  }
  .faults p {
    grid-column: 1 / -1;
  }
  .faults .choice {
    font-weight: 550;
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
  }
  th[scope='row'],
  td {
    padding-block: 0.25em;
    border-block-end: 1px solid var(--_hair);
    vertical-align: middle;
  }
  th[scope='row'] {
    inline-size: 1%;
    text-align: -webkit-match-parent;
    text-align: match-parent;
    font: 600 1em var(--_mono);
    white-space: nowrap;
  }
  th[scope='col'] {
    padding: 0;
    line-height: 0;
  }
  td {
    padding-inline-start: 0.75em;
  }
  td:last-child {
    inline-size: 1%;
  }
  @container (width < 24em) {
    td:not(:last-child) {
      font-size: var(--_small);
    }
    td button {
      padding-inline: 0.625em;
    }
  }
  /* With large letters on a phone: what it comes to is below code and button. */
  @container (width < 15em) {
    table,
    tbody {
      display: block;
    }
    tbody tr {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      border-block-end: 1px solid var(--_hair);
    }
    th[scope='row'],
    td,
    td:last-child {
      inline-size: auto;
      padding-inline: 0;
      border: 0;
    }
    td:not(:last-child) {
      order: 1;
      flex-basis: 100%;
    }
  }
  table + p {
    margin-block-start: 0.5em;
    font-size: var(--_small);
  }
  .chip {
    display: inline-block;
    padding-inline: 0.5em;
    border: 1px solid currentcolor;
    border-radius: 1em;
    font-size: var(--_small);
    font-weight: 550;
  }
  .good {
    color: var(--_good);
  }
  .bad {
    color: var(--_bad);
  }
  .log > li + li {
    border-block-start: 1px solid var(--_hair);
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.625em;
    align-items: center;
    min-block-size: 2.25em;
    padding-block: 0.25em;
  }
  .line time,
  .run time {
    font: var(--_small) / 1.5 var(--_mono);
  }
  .from {
    inline-size: 3.25em;
    font-size: var(--_small);
    font-weight: 600;
  }
  .page {
    color: var(--_accent);
  }
  .mock {
    color: light-dark(#6b4500, #f7d27c);
  }
  dl {
    display: grid;
    gap: 0.125em;
    padding-inline-start: 0.75em;
    border-inline-start: 2px solid var(--_hair);
    font-size: var(--_small);
  }
  dl div {
    display: grid;
    grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
    gap: 0.75em;
  }
  dt {
    color: var(--_soft);
  }
  dd {
    font-family: var(--_mono);
  }
  .log details[open],
  .steps details[open] {
    padding-block-end: 0.75em;
  }
  .runs {
    display: grid;
    gap: 1em;
    padding-block: 0.25em;
  }
  .run {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.625em;
    align-items: center;
    margin-block-end: 0.375em;
  }
  .steps {
    border: 1px solid var(--_hair);
    border-radius: 0.625em;
    background: light-dark(#fff, color-mix(in srgb, currentcolor 4%, transparent));
  }
  .steps > li {
    padding-inline: 0.75em;
  }
  .steps > li + li {
    border-block-start: 1px solid var(--_hair);
  }
  .steps summary {
    padding-block: 0.375em;
  }
  .steps summary::after {
    margin-inline-start: 0;
  }
  .names {
    flex: 1;
    min-inline-size: 0;
  }
  .names b {
    display: block;
    font-weight: 600;
  }
  textarea {
    inline-size: 100%;
    padding: 0.75em;
    border: 1px solid var(--_edge);
    border-radius: 0.5em;
    background: Field;
    color: FieldText;
    font: var(--_small) / 1.5 var(--_mono);
    resize: vertical;
  }
`;
