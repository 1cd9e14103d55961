// What custom-elements.json says of <otp-confirm>, by the kinds under which the reference pages have headings.
import { readFileSync } from 'node:fs';

const file = new URL('../custom-elements.json', import.meta.url);

/** @typedef {{ name: string, description?: string, type?: string, default?: string, also?: string }} Fact */

const fact = ({ name, description = '', summary = '', type, default: initial }, also) => ({
  name,
  description: description || summary,
  ...(type?.text && { type: type.text.replace(' | undefined', '') }),
  ...(initial !== undefined && { default: initial }),
  ...(also && { also }),
});
const shown = ({ privacy, static: isStatic, inheritedFrom }) =>
  !isStatic && (privacy ?? 'public') === 'public' && !/^Reactive|^Lit/.test(inheritedFrom?.name ?? '');

/**
 * Everything that the manifest lists, kind by kind.
 *
 * @returns {Record<'Attributes' | 'Properties' | 'Methods' | 'Events' | 'States' | 'Slots' | 'Parts' | 'Custom properties', Fact[]>}
 */
export function manifest() {
  const { modules } = JSON.parse(readFileSync(file, 'utf8'));
  const element = modules
    .flatMap(({ declarations = [] }) => declarations)
    .find(({ tagName }) => tagName === 'otp-confirm');
  const members = (element.members ?? []).filter(shown);
  return {
    Attributes: element.attributes.map((each) =>
      fact(each, each.fieldName && each.fieldName !== each.name ? each.fieldName : undefined),
    ),
    Properties: members.filter(({ kind }) => kind === 'field').map((each) => fact(each, each.attribute)),
    Methods: members.filter(({ kind }) => kind === 'method').map((each) => fact(each)),
    Events: element.events.map((each) => fact(each)),
    States: element.cssStates.map((each) => fact(each)),
    Slots: element.slots.map((each) => fact(each)),
    Parts: element.cssParts.map((each) => fact(each)),
    'Custom properties': element.cssProperties.map((each) => fact(each)),
  };
}
