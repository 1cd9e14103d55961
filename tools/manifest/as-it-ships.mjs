// What the manifest's analyzer cannot read here, as a plugin for it: attributes, from the classes' own tables; the class
// of each event, from the event map; what a named type comes to; and the modules as they ship. It leaves away what is
// nobody's to use: private members, callbacks, and the classes in between.
import { join } from 'node:path';
import projectTypescript from 'typescript';

const ENTRIES = ['src/index.ts', 'src/mock/elements/define.ts'];
/** Which interface tells the events of which element. */
const EVENT_MAPS = { OtpConfirm: 'ConfirmationEventMap' };

const shipped = (path) => path.replace(/^\/?src\//, 'dist/').replace(/\.ts$/, '.js');
const isOwn = ({ name, privacy, static: ofClass }) =>
  !privacy?.match(/private|protected/) && !ofClass && !name.startsWith('#') && !name.endsWith('Callback');

/** The types of the sources, as the compiler has them. */
function typesOf(root) {
  const ts = projectTypescript;
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram(
    ENTRIES.map((path) => join(root, path)),
    { ...options, types: [] },
  );
  const checker = program.getTypeChecker();
  const declared = new Map();
  for (const file of program.getSourceFiles())
    if (!file.isDeclarationFile)
      ts.forEachChild(file, (node) => {
        if (ts.isClassDeclaration(node) || (ts.isInterfaceDeclaration(node) && !declared.has(node.name.text)))
          declared.set(node.name.text, checker.getTypeAtLocation(node.name));
      });
  const members = (name) => checker.getPropertiesOfType(declared.get(name));
  return {
    /** The members of a map of events, and their classes. */
    events: (name) =>
      members(name).map((member) => {
        const type = checker.getTypeOfSymbol(member);
        // The first of an intersection: the rest says what that event tells.
        return [member.name, (type.types?.[0] ?? type).symbol.name];
      }),
    /** What a member's type comes to, where that is a list of words. */
    words(name, member) {
      const symbol = checker.getPropertyOfType(declared.get(name), member);
      const type = symbol && checker.getNonNullableType(checker.getTypeOfSymbol(symbol));
      return type?.isUnion() && type.types.every((each) => each.isStringLiteral())
        ? type.types.map(({ value }) => `'${value}'`).join(' | ')
        : undefined;
    },
  };
}

/** The elements' classes, by their names. */
async function classes(root) {
  const [{ OtpConfirm }, sandbox] = await Promise.all(
    ['src/element/index.ts', 'src/mock/elements/index.ts'].map((path) => import(join(root, path))),
  );
  return { OtpConfirm, ...sandbox };
}

function attributesOf(elementClass, members, documented) {
  // To ask for these finishes the table.
  const observed = new Set(elementClass.observedAttributes);
  const table = [...elementClass.elementProperties].filter(
    ([, { attribute, state }]) => attribute !== false && !state,
  );
  const own = table.map(([fieldName, { attribute, type, reflect }]) => {
    const name = typeof attribute === 'string' ? attribute : fieldName.toLowerCase();
    if (!observed.delete(name)) throw new Error(`${name} is not observed.`);
    const field = members.find((member) => member.name === fieldName);
    if (!field) throw new Error(`There is no declaration of ${fieldName}.`);
    if (type === Boolean) field.default ??= 'false';
    Object.assign(field, { attribute: name, ...(reflect && { reflects: true }) });
    const { type: fieldType, parsedType, default: byDefault, description } = field;
    return {
      name,
      fieldName,
      type: fieldType,
      ...(parsedType && { parsedType }),
      ...(byDefault !== undefined && { default: byDefault }),
      description,
    };
  });
  if (observed.size) throw new Error(`No property has the attribute ${[...observed].join(', ')}.`);
  return [...own, ...documented];
}

/** The plugin, for the sources below a folder. */
export async function asItShips(root) {
  const types = typesOf(root);
  const table = await classes(root);

  const dress = (element) => {
    const { name, members = [], attributes = [], events = [] } = element;
    const own = members.filter(isOwn);
    for (const member of own) {
      delete member.inheritedFrom;
      delete member.privacy;
      const words = types.words(name, member.name);
      if (words && words !== member.type?.text) member.parsedType = { text: words };
    }
    const documented = attributes.filter(({ fieldName, inheritedFrom }) => !fieldName && !inheritedFrom);
    element.members = own;
    element.attributes = attributesOf(table[name], own, documented);
    const map = EVENT_MAPS[name];
    const fired = map ? types.events(map) : [];
    element.events = fired.map(([type, eventClass]) => {
      const told = events.find((event) => event.name === type);
      if (!told) throw new Error(`The event ${type} is not documented: @fires ${type} - …`);
      return { ...told, type: { text: eventClass } };
    });
    // Between it and the platform's or Lit's class there is only what is listed here.
    element.superclass =
      name === 'OtpConfirm'
        ? { name: 'ReactiveElement', package: '@lit/reactive-element' }
        : { name: 'LitElement', package: 'lit' };
  };

  return {
    name: 'as-it-ships',
    packageLinkPhase({ customElementsManifest }) {
      const { modules } = customElementsManifest;
      const elements = modules.flatMap(({ declarations }) => declarations.filter(({ tagName }) => tagName));
      elements.forEach(dress);
      const eventClasses = new Set(elements.flatMap(({ events }) => events.map(({ type }) => type.text)));
      const homes = new Map();
      for (const module of modules) {
        module.path = shipped(module.path);
        module.declarations = module.declarations.filter(
          ({ name, tagName }) => tagName || eventClasses.has(name),
        );
        for (const { name } of module.declarations) homes.set(name, module.path);
      }
      for (const { declarations } of modules)
        for (const declared of declarations) {
          if (!eventClasses.has(declared.name)) continue;
          delete declared.superclass.module;
          declared.superclass.package = 'global:';
          // What the constructor takes is no default.
          for (const member of declared.members) delete member.default;
        }
      for (const module of modules)
        module.exports = module.exports
          .filter(({ declaration }) => homes.has(declaration.name))
          .map(({ declaration: { name }, ...kept }) => ({
            ...kept,
            declaration: { name, module: homes.get(name) },
          }));
      Object.assign(customElementsManifest, {
        schemaVersion: '2.1.0',
        readme: 'README.md',
        modules: modules.filter(({ exports }) => exports.length),
      });
    },
  };
}
