// What the panel can change: scenario, latency, faults, the clock. Each draws what the mock says that it is set to.
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { renderButton } from './button.js';
import type { Duration } from '../mock-clock.js';
import type { Mock } from '../mock.js';
import { faults, scenarios, type MockSettings } from '../settings.js';
import { exactTime, namesOf } from './words.js';

interface Choice<Value> {
  readonly value: Value;
  readonly words: string;
}

const LATENCIES: readonly Choice<MockSettings['latency']>[] = [
  { value: 0, words: 'None' },
  { value: 300, words: '300 ms' },
  { value: 2000, words: '2 s' },
  { value: 8000, words: '8 s' },
  { value: [300, 3000], words: '300 ms to 3 s' },
  { value: Infinity, words: 'No answer, ever' },
];
const CHANCES: readonly Choice<number>[] = [
  { value: 0, words: 'Never' },
  { value: 0.25, words: '1 in 4' },
  { value: 0.5, words: '1 in 2' },
  { value: 1, words: 'Always' },
];
const STEPS: readonly (readonly [Duration, string])[] = [
  ['30s', '30 s'],
  ['1m', '1 min'],
  ['5m', '5 min'],
];

// A number's text tells Infinity from null, which JSON does not.
const same = (one: unknown, other: unknown): boolean => String(one) === String(other);

/** What stands in the settings, too, where the page has set it to something that the list does not have. */
function withOwn<Value>(
  choices: readonly Choice<Value>[],
  value: Value,
  words: string,
): readonly Choice<Value>[] {
  return choices.some((choice) => same(choice.value, value)) ? choices : [...choices, { value, words }];
}

function renderSelect<Value>(
  name: string,
  label: string | TemplateResult,
  choices: readonly Choice<Value>[],
  value: Value,
  choose: (value: Value) => void,
): TemplateResult {
  const change = ({ currentTarget }: Event): void => {
    if (!(currentTarget instanceof HTMLSelectElement)) return;
    const choice = choices[currentTarget.selectedIndex];
    if (choice) choose(choice.value);
  };
  const options = choices.map(
    (choice) => html`<option .selected=${live(same(choice.value, value))}>${choice.words}</option>`,
  );
  return html`<label class="choice" for=${name}>${label}</label>
    <select id=${name} dir="ltr" aria-describedby="${name}-note" @change=${change}>
      ${options}
    </select>`;
}

export function renderConditions(mock: Mock): TemplateResult {
  const { scenario, latency } = mock.settings;
  const kinds = namesOf(scenarios).map((name) => ({ value: name, words: name }));
  const latencies = withOwn(LATENCIES, latency, String(latency));
  return html`<div class="one">
      ${renderSelect('scenario', 'Scenario', kinds, scenario, (chosen) => {
        mock.change({ scenario: chosen });
      })}
      <p class="soft" id="scenario-note">${scenarios[scenario]}</p>
    </div>
    <div class="one">
      ${renderSelect('latency', 'Latency', latencies, latency, (chosen) => {
        mock.change({ latency: chosen });
      })}
      <p class="soft" id="latency-note">How long each request is under way.</p>
    </div>`;
}

export function renderClock({ clock }: Mock, say: (words: string) => void): TemplateResult {
  const buttons = STEPS.map(([by, words]) => {
    const act = (): void => {
      clock.advance(by);
      say(`It is ${exactTime(clock.now())}.`);
    };
    return renderButton({ words: `+ ${words}`, act });
  });
  return html`<div class="one clock" role="group" aria-labelledby="clock-name">
    <span class="choice" id="clock-name">Clock</span>
    <div class="time">
      <time dir="ltr">${exactTime(clock.now())}</time>
      <span class="soft"
        >${clock.kind === 'manual' ? 'Manual: stands until it is moved' : 'Real: runs by itself'}</span
      >
    </div>
    <div class="buttons">${buttons}</div>
  </div>`;
}

export function renderFaults(mock: Mock): TemplateResult {
  const { faults: chances } = mock.settings;
  const names = namesOf(faults);
  const on = names.filter((name) => (chances[name] ?? 0) > 0).length;
  const rows = names.map((name) => {
    const chance = chances[name] ?? 0;
    const choices = withOwn(CHANCES, chance, `${Math.round(chance * 100)} %`);
    const choose = (chosen: number): void => {
      mock.change({ faults: { ...chances, [name]: chosen } });
    };
    return html`<div>
      ${renderSelect(name, name, choices, chance, choose)}
      <p class="soft" id="${name}-note">${faults[name]}</p>
    </div>`;
  });
  return html`<details>
    <summary>
      <h3>Faults</h3>
      ${on ? html`<span class="count on">${on} on</span>` : nothing}
    </summary>
    <div class="faults">${rows}</div>
  </details>`;
}
