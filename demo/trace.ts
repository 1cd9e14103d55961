// The trace: every run of a dataflow with its steps, newest first. It shows what the engine logs, which holds no code
// and no token.
import { html, nothing, render, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { LogEntry, Model, TraceRecord } from 'otp-confirm/engine';
import type { MockLogEntry } from 'otp-confirm/mock';
import { mock } from './server.js';

const names: Record<LogEntry['type'], string> = {
  issue: 'Issue',
  reissue: 'Issue again',
  confirm: 'Confirm',
  redeem: 'Redeem',
  run: 'Run',
  deliver: 'Deliver',
  revoke: 'Revoke',
  unlock: 'Unlock',
  alarm: 'Alarm',
  request: 'Request',
};
const isOperation = (entry: MockLogEntry): entry is LogEntry => entry.type !== 'mock';
const good = new Set(['issued', 'confirmed', 'redeemed', 'done']);

function members(title: string, model: Model): TemplateResult {
  const entries = Object.entries(model).map(
    ([name, value]) =>
      html`<div>
        <dt>${name}</dt>
        <dd>${String(value)}</dd>
      </div>`,
  );
  return html`<h5>${title}</h5>
    <dl>${entries}</dl>`;
}

// The outcome is told at the step that made it, not at those that pass it on.
const outcomeOf = ({ input, output }: TraceRecord): unknown =>
  output.outcome === input.outcome ? undefined : output.outcome;

const chip = (outcome: string): TemplateResult =>
  html`<span class=${good.has(outcome) ? 'chip good' : 'chip bad'}>${outcome}</span>`;

function step(record: TraceRecord): TemplateResult {
  const outcome = outcomeOf(record);
  return html`<li>
    <details>
      <summary>
        <span class="names">
          <b>${record.step}</b>
          <span class="type">${record.type}${record.source ? html` · from ${record.source}` : nothing}</span>
        </span>
        ${typeof outcome === 'string' ? chip(outcome) : nothing}
      </summary>
      ${members('Input', record.input)} ${members('Output', record.output)}
    </details>
  </li>`;
}

function run({ type, outcome, trace, error }: LogEntry): TemplateResult {
  const steps = trace.map(step);
  return html`<li class="run">
    <h4>${names[type]} ${chip(error ? `${outcome}: ${error}` : outcome)}</h4>
    ${
      steps.length
        ? html`<ol class="steps">
            ${steps}
          </ol>`
        : html`<p class="none">
            ${type === 'redeem' ? 'Server to engine: no dataflow runs.' : 'No step ran.'}
          </p>`
    }
  </li>`;
}

export function mountTrace(list: HTMLElement): void {
  function draw(): void {
    const log = mock.log.all.filter(isOperation);
    render(
      log.length
        ? html`<ol class="runs" reversed>
            ${repeat([...log].reverse(), (entry) => entry, run)}
          </ol>`
        : html`<p class="none">Each run shows its steps here. Codes and tokens stand as bullets.</p>`,
      list,
    );
  }
  mock.log.subscribe(draw);
  draw();
}
