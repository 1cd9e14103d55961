// What editors are told of the elements: VS Code's custom data for HTML and CSS, and JetBrains' web-types.
import { inLine } from './elements.mjs';

const markdown = (value) => ({ kind: 'markdown', value });
const isBoolean = ({ type }) => type === 'boolean';
const once = (entries) => [...new Map(entries.map((entry) => [entry.name, entry])).values()];
const list = (title, entries, show) =>
  entries.length ? [`**${title}**`, ...entries.map((entry) => `- ${show(entry)}: ${inLine(entry)}`), ''] : [];
const code = ({ name }) => (name ? `\`${name}\`` : 'default');

/** All that stands of an element where a pointer rests on its tag. */
const told = ({ description, events, slots, parts }) =>
  [
    inLine({ description }),
    '',
    ...list('Events', events, code),
    ...list('Slots', slots, code),
    ...list('Parts', parts, code),
  ]
    .join('\n')
    .trim();

/** VS Code's custom data for HTML (`html.customData`). */
export const htmlData = (elements) => ({
  version: 1.1,
  tags: elements.map((element) => ({
    name: element.tagName,
    description: markdown(told(element)),
    attributes: element.attributes.map((attribute) => ({
      name: attribute.name,
      description: markdown(inLine(attribute)),
      // of a boolean attribute there is no value
      ...(isBoolean(attribute) && { valueSet: 'v' }),
      ...(attribute.values.length && { values: attribute.values.map((name) => ({ name })) }),
    })),
  })),
});

/** VS Code's custom data for CSS (`css.customData`). */
export const cssData = (elements) => ({
  version: 1.1,
  properties: once(
    elements.flatMap(({ customProperties }) =>
      customProperties.map((property) => ({
        name: property.name,
        description: markdown(
          inLine(property) + (property.default === undefined ? '' : ` Default \`${property.default}\`.`),
        ),
      })),
    ),
  ),
  pseudoElements: once(
    elements.flatMap(({ tagName, parts }) =>
      parts.map((part) => ({
        name: `::part(${part.name})`,
        description: markdown(`\`<${tagName}>\`: ${inLine(part)}`),
      })),
    ),
  ),
  pseudoClasses: elements.flatMap(({ tagName, states }) =>
    states.map((state) => ({
      name: `:state(${state.name})`,
      description: markdown(`\`<${tagName}>\`: ${inLine(state)}`),
    })),
  ),
});

const described = (entry) => ({ name: entry.name, description: inLine(entry) });

/** JetBrains' web-types (`web-types` in package.json). */
export const webTypes = (elements, { name, version }) => ({
  $schema: 'https://raw.githubusercontent.com/JetBrains/web-types/master/schema/web-types.json',
  name,
  version,
  'description-markup': 'markdown',
  'js-types-syntax': 'typescript',
  contributions: {
    html: {
      elements: elements.map((element) => ({
        name: element.tagName,
        description: inLine(element),
        attributes: element.attributes.map((attribute) => ({
          ...described(attribute),
          ...(attribute.default !== undefined && { default: attribute.default.replaceAll("'", '') }),
          value: isBoolean(attribute)
            ? { kind: 'no-value', type: 'boolean' }
            : { kind: 'plain', type: typeInMarkup(attribute) },
        })),
        slots: element.slots.map(described),
        js: {
          properties: element.fields.map((field) => ({
            ...described(field),
            type: field.type,
            ...(field.readonly && { 'read-only': true }),
          })),
          events: element.events.map(described),
        },
        css: {
          properties: element.customProperties.map(described),
          parts: element.parts.map(described),
          'pseudo-classes': element.states.map((state) => ({
            ...described(state),
            name: `state(${state.name})`,
          })),
        },
      })),
    },
  },
});

/** As it is written in markup: without `undefined`, with its words. */
function typeInMarkup({ type, values }) {
  const isNumber = /\bnumber\b/.test(type);
  const words = values.map((word) => `'${word}'`);
  return [...(isNumber ? ['number'] : []), ...words].join(' | ') || 'string';
}
