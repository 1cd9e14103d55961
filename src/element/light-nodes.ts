// What assistive technology needs beside the input in the light DOM, for nothing crosses from a shadow root to it: a
// label where the page gave none, and a description that holds the hint and the error.

let count = 0;
const styled = new WeakSet<Node>();

function make<Name extends 'label' | 'span'>(
  host: Element,
  name: Name,
  slot: string,
): HTMLElementTagNameMap[Name] {
  const node = host.ownerDocument.createElement(name);
  node.slot = slot;
  return node;
}
const idOf = (node: Element): string => (node.id ||= `otp-confirm-${String(++count)}`);

export class LightNodes {
  readonly #host: HTMLElement;
  #label: HTMLLabelElement | undefined;
  #description: HTMLElement | undefined;

  constructor(host: HTMLElement) {
    this.#host = host;
  }

  /** Names and describes the input; `hint` counts where the page gave none of its own. */
  describe(input: HTMLInputElement, label: string, hint: string, error: string): void {
    const host = this.#host;
    const others = [...(input.labels ?? [])].some((node) => node !== this.#label);
    if (others || input.ariaLabel || input.hasAttribute('aria-labelledby')) this.#label?.remove();
    else {
      this.#label ??= make(host, 'label', 'label');
      this.#label.htmlFor = idOf(input);
      this.#fill(this.#label, label);
    }
    const hints = [...host.children].filter(({ slot }) => slot === 'hint');
    this.#description ??= make(host, 'span', 'description');
    this.#description.hidden = true;
    this.#fill(this.#description, `${hints.length ? '' : hint} ${error}`.trim());
    // The page's own descriptions stay.
    const ids = new Set(input.getAttribute('aria-describedby')?.split(/\s+/));
    const before = ids.size;
    for (const node of [...hints, this.#description]) ids.add(idOf(node));
    if (ids.size !== before) input.setAttribute('aria-describedby', [...ids].join(' ').trim());
  }

  /** The selection is drawn on the cells; ::slotted() cannot reach the browser's own. */
  hideSelection(): void {
    const root = this.#host.getRootNode();
    if (styled.has(root) || !('adoptedStyleSheets' in root)) return;
    styled.add(root);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      `${this.#host.localName}:not(:state(any))>input::selection{color:transparent;background:transparent}`,
    );
    (root as ShadowRoot).adoptedStyleSheets.push(sheet);
  }

  #fill(node: HTMLElement, text: string): void {
    if (node.textContent !== text) node.textContent = text;
    if (node.parentNode !== this.#host) this.#host.append(node);
  }
}
