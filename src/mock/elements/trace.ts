// The panel's trace: each run of a dataflow with its steps, newest first, as the engine has kept it: codes and tokens
// stand as bullets there.
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { LogEntry } from '../../engine/index.js';
import { renderOutcome } from './outcome.js';
import { exactTime } from './words.js';

type TraceRecord = LogEntry['trace'][number];

export function renderMembers(title: string, model: TraceRecord['input']): TemplateResult {
  const entries = Object.entries(model).map(
    ([name, value]) =>
      html`<div>
        <dt>${name}</dt>
        <dd>${String(value)}</dd>
      </div>`,
  );
  const none = html`<p class="soft">None.</p>`;
  return html`<h4>${title}</h4>
    ${entries.length ? html`<dl>${entries}</dl>` : none}`;
}

// Told at the step that made it, not at those that pass it on.
function outcomeOf({ input, output, error }: TraceRecord): string | undefined {
  if (error !== undefined) return `failed: ${error}`;
  const { outcome } = output;
  return typeof outcome === 'string' && outcome !== input.outcome ? outcome : undefined;
}

function renderStep(record: TraceRecord): TemplateResult {
  const { step, type, source, input, output, took } = record;
  const outcome = outcomeOf(record);
  return html`<li>
    <details>
      <summary>
        <span class="names">
          <b>${step}</b>
          <span class="soft">${type}${source === null ? nothing : html` · from ${source}`} · ${took} ms</span>
        </span>
        ${outcome === undefined ? nothing : renderOutcome(outcome)}
      </summary>
      ${renderMembers('Input', input)} ${renderMembers('Output', output)}
    </details>
  </li>`;
}

function renderRun({ type, outcome, trace, at, error }: LogEntry): TemplateResult {
  const steps = trace.map(renderStep);
  return html`<li>
    <p class="run">
      <time class="soft" dir="ltr">${exactTime(at)}</time> <b>${type}</b>
      ${renderOutcome(error === undefined ? outcome : `${outcome}: ${error}`)}
    </p>
    <ol class="steps">
      ${steps}
    </ol>
  </li>`;
}

export function renderTrace(runs: readonly LogEntry[]): TemplateResult {
  if (!runs.length) return html`<p class="empty">Each run shows its steps here, with input and output.</p>`;
  return html`<ol class="runs" reversed>
    ${repeat(runs, (run) => run, renderRun)}
  </ol>`;
}
