// The knobs as a form: one control each, by its kind. It draws; what a turn does is playground.ts's.
import { html, nothing, render, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { attributes, surroundings, type Knob } from './knobs.js';
import type { Setting } from './setting.js';

type Change = (name: string, value: string) => void;

const options = (choices: Readonly<Record<string, string>>, chosen: string): TemplateResult[] =>
  Object.entries(choices).map(
    ([choice, title]) => html`<option value=${choice} .selected=${live(choice === chosen)}>${title}</option>`,
  );

function control(each: Knob, setting: Setting, change: Change): TemplateResult {
  const { name, hint } = each;
  const value = setting[name] ?? '';
  const id = `knob-${name}`;
  const turn = (event: Event): void => {
    const { target } = event;
    if (target instanceof HTMLInputElement && target.type === 'checkbox')
      change(name, target.checked ? 'on' : '');
    else if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement)
      change(name, target.value);
  };
  const said = hint ? html`<small id="${id}-hint">${hint}</small>` : nothing;
  const described = hint ? `${id}-hint` : nothing;
  switch (each.kind) {
    case 'flag':
      return html`<p class="knob flag">
        <input
          type="checkbox"
          id=${id}
          aria-describedby=${described}
          .checked=${live(value === 'on')}
          @change=${turn}
        />
        <label for=${id}>${name}</label>${said}
      </p>`;
    case 'choice':
      return html`<p class="knob">
        <label for=${id}>${name}</label>
        <select id=${id} @change=${turn}>
          ${options(each.choices, value)}
        </select>
      </p>`;
    case 'range':
      return html`<p class="knob">
        <label for=${id}>${name}</label>
        <input type="range" id=${id} min=${each.min} max=${each.max} .value=${live(value)} @input=${turn} />
        <small>${value} ${each.unit}</small>
      </p>`;
    case 'text':
      return html`<p class="knob">
        <label for=${id}>${name}</label>
        <input
          id=${id}
          inputmode=${each.inputMode ?? nothing}
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          aria-describedby=${described}
          .value=${live(value)}
          @change=${turn}
        />${said}
      </p>`;
  }
}

export function drawControls(place: HTMLElement, setting: Setting, change: Change): void {
  const group = (title: string, all: readonly Knob[]): TemplateResult => {
    const controls = all.map((each) => control(each, setting, change));
    return html`<fieldset>
      <legend>${title}</legend>
      ${controls}
    </fieldset>`;
  };
  render(
    [
      ...Object.entries(attributes).map(([title, all]) => group(title, all)),
      group('The page around it', surroundings),
    ],
    place,
  );
}
