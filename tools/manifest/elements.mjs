// The elements of custom-elements.json, as what is made of it asks for them. It reads the manifest, and writes nothing.

/** @typedef {{ name: string, description?: string, default?: string, values: string[], type: string }} Named */

/** The words that a type allows: of `number | 'any'`, any. */
const wordsIn = (type = '') => [...type.matchAll(/'([^']+)'/g)].map(([, word]) => word);
const typeOf = ({ type, parsedType }) => (parsedType ?? type)?.text ?? 'unknown';
/** Its words, whether they are named as a type or written out. */
const dressed = (entry) => ({
  ...entry,
  type: entry.type?.text ?? 'unknown',
  values: wordsIn(typeOf(entry)),
});

/** A description in one line. */
export const inLine = ({ description = '' }) => description.replace(/\s+/g, ' ');

/** The elements of a manifest. Of its members, `properties` are those that a page sets. */
export function elementsOf({ modules }) {
  const declared = modules.flatMap(({ declarations }) => declarations);
  return declared
    .filter(({ tagName }) => tagName)
    .map(({ tagName, name, description, summary, members = [], attributes = [], ...lists }) => ({
      tagName,
      className: name,
      summary,
      description,
      attributes: attributes.map(dressed),
      fields: members.filter(({ kind }) => kind === 'field').map(dressed),
      properties: members.filter(({ kind, readonly }) => kind === 'field' && !readonly).map(dressed),
      events: (lists.events ?? []).map(dressed),
      slots: lists.slots ?? [],
      parts: lists.cssParts ?? [],
      customProperties: lists.cssProperties ?? [],
      states: lists.cssStates ?? [],
    }));
}
