// What TypeScript is told of the elements in each framework's markup: declarations that add the tags to its own. What the
// elements take is written once, in elements.d.ts; a framework's file says how it spells events and what else it takes.
import { inLine } from './elements.mjs';

/** Where the types that the manifest names come from: those that a page without Lit can load. */
const HOMES = {
  ConfirmAdapter: '../client/index.js',
  Alphabet: '../core/index.js',
  Messages: '../element/index.js',
  ConfirmationEventMap: '../element/index.js',
  Mock: '../mock/index.js',
};

const comment = (entry) => `  /** ${inLine(entry).replaceAll('*/', '* /')} */`;
const key = (name) => (/^\w+$/.test(name) ? name : `'${name}'`);
/** An attribute in markup is text: a number may be written as one, a boolean attribute as an empty one. */
const asAttribute = ({ type }) => {
  const written = type.replace(/ \| undefined$/, '');
  if (written === 'boolean') return "boolean | ''";
  return /\bnumber\b/.test(written) ? `${written} | \`\${number}\`` : written;
};
const optional = (entry, type) =>
  `${comment(entry)}\n  ${key(entry.name)}?: ${type.replace(/ \| undefined$/, '')} | undefined;`;

const block = (head, lines) => `${head} {\n${lines.join('\n')}\n}`;

/** Those of <otp-confirm> are told apart by their names: each has outcomes of its own. */
const typeOfEvent = ({ name, type }) =>
  type === 'ConfirmationEvent' ? `ConfirmationEventMap['${name}']` : type;

/** What each element takes, whatever the framework. */
export function elementTypes(elements) {
  const text = elements
    .map(({ tagName, className, attributes, properties, events }) => {
      const named = new Set(properties.map(({ name }) => name));
      return [
        block(
          `/** What can be set of <${tagName}>: its properties, and the attributes that are written in another way. */\nexport interface ${className}Props`,
          [
            ...properties.map((property) => optional(property, property.type)),
            ...attributes
              .filter(({ name }) => !named.has(name))
              .map((attribute) => optional(attribute, asAttribute(attribute))),
          ],
        ),
        block(
          `/** The events of <${tagName}>. */\nexport interface ${className}Events`,
          events.map((event) => `${comment(event)}\n  ${key(event.name)}: ${typeOfEvent(event)};`),
        ),
      ].join('\n\n');
    })
    .join('\n\n');
  const imports = Object.entries(HOMES)
    .filter(([name]) => new RegExp(`\\b${name}\\b`).test(text))
    .map(([name, home]) => `import type { ${name} } from '${home}';`);
  return [...imports, '', text, ''].join('\n');
}

/** <otp-confirm> is of its class; the elements of the sandbox need Lit's types: of them the properties will do. */
const instance = ({ tagName, className }) =>
  tagName === 'otp-confirm' ? className : `HTMLElement & ${className}Props`;

const head = (elements, own) =>
  [
    ...own,
    "import type { OtpConfirm } from '../element/index.js';",
    `import type { ${elements.flatMap(({ className }) => [`${className}Events`, `${className}Props`]).join(', ')} } from './elements.js';`,
    '',
  ].join('\n');
/** The tags, each of a type that is made of its instance, what it takes and its events. */
const tags = (elements, indent) =>
  elements
    .map(
      (element) =>
        `${indent}'${element.tagName}': Tag<${instance(element)}, ${element.className}Props, ${element.className}Events>;`,
    )
    .join('\n');

/** Events, each spelt as the framework has it: `Type` is the event's name. */
const handlers = (spelt) => `type Handlers<Events> = {
  [Type in keyof Events & string as \`${spelt}\`]?: ((event: Events[Type]) => void) | undefined;
};`;
/** What the framework says of every element, but for what the element says of itself. */
const tag = (every, own = 'Props') =>
  `type Tag<Instance extends HTMLElement, Props, Events> = Omit<${every}, keyof Props> & ${own} & Handlers<Events>;`;

/** Where a framework's tags are written in JSX. */
const jsx = (elements, module, own, types) => `${head(elements, own)}
${types.join('\n')}

declare module '${module}' {
  namespace JSX {
    interface IntrinsicElements {
${tags(elements, '      ')}
    }
  }
}
`;

/** The declarations of each framework, by their names. */
export const frameworkTypes = {
  react: (elements) =>
    jsx(
      elements,
      'react',
      ["import type { DetailedHTMLProps, HTMLAttributes } from 'react';"],
      [
        handlers('on${Type}'),
        // React sets a property where there is one of that name: `form` can only be read, and it would throw.
        tag('DetailedHTMLProps<HTMLAttributes<Instance>, Instance>', "Omit<Props, 'form'>"),
      ],
    ),
  preact: (elements) =>
    jsx(
      elements,
      'preact',
      ["import type { HTMLAttributes } from 'preact';"],
      [handlers('on${Type}'), tag('HTMLAttributes<Instance>')],
    ),
  solid: (elements) =>
    jsx(
      elements,
      'solid-js',
      ["import type { JSX } from 'solid-js';"],
      [
        handlers('on:${Type}'),
        'type AsProperties<Props> = { [Name in keyof Props & string as `prop:${Name}`]?: Props[Name] };',
        tag('JSX.HTMLAttributes<Instance>', 'Props & AsProperties<Props>'),
      ],
    ),
  svelte: (elements) => `${head(elements, ["import type { HTMLAttributes } from 'svelte/elements';"])}
${handlers('on${Type}')}
${tag('HTMLAttributes<Instance>')}

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
${tags(elements, '    ')}
  }
}
`,
  vue: (elements) => `${head(elements, ["import type { HTMLAttributes, ReservedProps } from 'vue';"])}
${handlers('on${Capitalize<Type>}')}
type Tag<Instance extends HTMLElement, Props, Events> = new () => Instance & {
  /** What a template sets; not there at run time. */
  $props: Omit<HTMLAttributes, keyof Props> & ReservedProps & Props & Handlers<Events>;
};

declare module 'vue' {
  interface GlobalComponents {
${tags(elements, '    ')}
  }
}
`,
};
