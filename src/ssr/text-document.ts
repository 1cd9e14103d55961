// A document for a place that has none: as much of one as drawing.ts asks for while it draws, written out as markup. It
// lays nothing out, hears of no event, and is gone once the drawing is done.

/** As it may stand in markup, in an attribute too. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${String(character.charCodeAt(0))};`);

type Child = TextElement | string;

class TextElement {
  readonly #name: string;
  readonly #attributes = new Map<string, string>();
  readonly #properties = new Map<string, string>();
  readonly #children: Child[] = [];
  #parent: TextElement | undefined;
  /** A cell has no text: nothing is entered yet. */
  readonly firstChild = null;
  readonly style = {
    getPropertyValue: (name: string): string => this.#properties.get(name) ?? '',
    setProperty: (name: string, value: string): void => {
      this.#properties.set(name, value);
    },
  };

  constructor(name: string) {
    this.#name = name;
  }

  getAttribute(name: string): string | null {
    return this.#attributes.get(name) ?? null;
  }
  setAttribute(name: string, value: string): void {
    this.#attributes.set(name, value);
  }
  removeAttribute(name: string): void {
    this.#attributes.delete(name);
  }
  toggleAttribute(name: string, on: boolean): void {
    if (on) this.setAttribute(name, '');
    else this.removeAttribute(name);
  }

  /** It is live, as a page's is. */
  readonly children: TextElement[] = [];
  get firstElementChild(): TextElement | undefined {
    return this.children[0];
  }
  get textContent(): string {
    return this.#children.map((child) => (typeof child === 'string' ? child : child.textContent)).join('');
  }
  set textContent(text: string) {
    this.replaceChildren(text);
  }
  append(...children: Child[]): void {
    this.#children.push(...children);
    const elements = children.filter((child) => typeof child !== 'string');
    for (const element of elements) element.#parent = this;
    this.children.push(...elements);
  }
  replaceChildren(...children: Child[]): void {
    this.#children.length = this.children.length = 0;
    this.append(...children);
  }
  remove(): void {
    const parent = this.#parent;
    parent?.replaceChildren(...parent.#children.filter((child) => child !== this));
  }
  /** A class, or an attribute. */
  querySelector(selector: string): TextElement | null {
    const [, name = 'class', value] = /^(?:\.|\[(\w+)=)(\w+)/.exec(selector) ?? [];
    for (const child of this.children) {
      const found = child.getAttribute(name) === value ? child : child.querySelector(selector);
      if (found) return found;
    }
    return null;
  }
  /** Of what is as it was made: no property is set. */
  cloneNode(): TextElement {
    const copy = new TextElement(this.#name);
    for (const [name, value] of this.#attributes) copy.setAttribute(name, value);
    copy.append(...this.#children.map((child) => (typeof child === 'string' ? child : child.cloneNode())));
    return copy;
  }
  assignedNodes(): readonly [] {
    return [];
  }
  addEventListener(): void {
    // Nothing happens here.
  }

  /** The markup inside; `rules` takes what goes into a style sheet, for a policy may refuse a style attribute. */
  write(rules: string[]): string {
    return this.#children
      .map((child) => (typeof child === 'string' ? escaped(child) : child.#writeWhole(rules)))
      .join('');
  }

  #writeWhole(rules: string[]): string {
    const attributes = new Map(this.#attributes);
    if (this.#properties.size) {
      const number = String(rules.length);
      const declared = [...this.#properties].map(([name, value]) => `${name}:${value}`).join(';');
      attributes.set('data-drawn', number);
      rules.push(`[data-drawn='${number}']{${declared}}`);
    }
    const written = [...attributes].map(([name, value]) => ` ${name}="${escaped(value)}"`).join('');
    return `<${this.#name}${written}>${this.write(rules)}</${this.#name}>`;
  }
}

/** The markup inside a node that was made here, which has another type elsewhere. */
export const markupIn = (node: unknown, rules: string[]): string => (node as TextElement).write(rules);

const globals = {
  document: {
    createElement: (name: string) => new TextElement(name),
    createElementNS: (_space: string, name: string) => new TextElement(name),
  },
  navigator: { onLine: true },
  MutationObserver: class {
    observe(): void {
      // Nothing changes here.
    }
  },
};

/** Runs it in a page that is none. It awaits nothing: nobody else sees that page. */
export function inTextDocument<T>(draw: () => T): T {
  const before = Object.keys(globals).map(
    (name) => [name, Reflect.getOwnPropertyDescriptor(globalThis, name)] as const,
  );
  for (const [name, value] of Object.entries(globals))
    Reflect.defineProperty(globalThis, name, { value, configurable: true });
  try {
    return draw();
  } finally {
    for (const [name, descriptor] of before)
      if (descriptor) Reflect.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
  }
}
