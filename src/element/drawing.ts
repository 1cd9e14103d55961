// The shadow tree of <otp-confirm>: built once, and changed by hand where what is to be seen differs. Text goes in as
// text; there is no markup to be parsed, hence nothing that a page's Trusted Types would have to allow.
// What is to be seen is otp-confirm.ts's to say; how it looks, otp-confirm.styles.ts's.

/** Words, or undefined for what is not there. */
type Words = string | undefined;

export interface Drawn {
  /** What the field holds. */
  readonly text: string;
  /** Cells; 0 where any length will do. */
  readonly length: number;
  /** Where the caret is, or from where to where it is selected, while the field has the focus. */
  readonly selection: readonly [start: number, end: number] | undefined;
  readonly readOnly: boolean;
  readonly grouping: string | undefined;
  readonly disabled: boolean;
  readonly busy: boolean;
  /** Of the words, where it is not the page's. */
  readonly lang: Words;
  readonly hint: string;
  readonly status: string;
  /** What the person can do next. */
  readonly act: string;
  /** Another number: say the same words again. */
  readonly said: number;
  readonly tone: string;
  readonly confirm: Words;
  readonly resend: Words;
  readonly countdown: Words;
  /** A button that waits cannot be used yet. */
  readonly confirmWaits: boolean;
  readonly resendWaits: boolean;
}

function make(
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...children: (Node | string)[]
): HTMLElement {
  const node = document.createElement(name);
  for (const attribute in attributes) mark(node, attribute, attributes[attribute] ?? '');
  node.append(...children);
  return node;
}
function say(node: Node, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}
function mark(node: Element, name: string, value: string): void {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}
// What is set already costs a style all the same.
function hide(node: HTMLElement, hidden: boolean): void {
  if (node.hidden !== hidden) node.hidden = hidden;
}
/** Says what language a node's words are in, where that is another than around it. */
export function speak(node: Element, lang: string | undefined): void {
  if (lang) mark(node, 'lang', lang);
  else node.removeAttribute('lang');
}
// By script: a style attribute would need a hole in the page's policy.
function set({ style }: HTMLElement, property: string, value: number): void {
  const text = String(value);
  if (style.getPropertyValue(property) !== text) style.setProperty(property, text);
}

export class Drawing {
  readonly #cells = make('div', { part: 'cells', 'aria-hidden': 'true' });
  readonly #caret = make('i', { part: 'caret', 'aria-hidden': 'true' });
  readonly #hint = make('slot', { name: 'hint' });
  readonly #status = make('div', { part: 'status', role: 'status' });
  readonly #confirm = make('button', { part: 'confirm', type: 'button' }) as HTMLButtonElement;
  readonly #resend = make('button', { part: 'resend', type: 'button' }) as HTMLButtonElement;
  readonly #actions = make('div', {}, this.#confirm, this.#resend, make('slot', { name: 'actions' }));
  readonly #countdown = make('div', { part: 'countdown', 'aria-live': 'off' });
  readonly #field = make(
    'div',
    {},
    make('div', { class: 'track' }, make('slot', {}), this.#cells, this.#caret),
  );
  #spoken = '';

  /** `slotted` hears that what the page put in changed. */
  constructor(root: Node & ParentNode, slotted: () => void, confirm: () => void, resend: () => void) {
    root.append(
      make('slot', { name: 'label' }),
      this.#field,
      make('div', { part: 'hint' }, this.#hint),
      make('slot', { name: 'description' }),
      this.#status,
      this.#actions,
      this.#countdown,
    );
    root.addEventListener('slotchange', slotted);
    this.#confirm.onclick = confirm;
    this.#resend.onclick = resend;
    // A click on a button leaves the focus in the field, where the next act is.
    this.#confirm.onmousedown = this.#resend.onmousedown = (event) => {
      event.preventDefault();
    };
  }

  draw(drawn: Drawn): void {
    const { lang, said, status, hint, countdown = '', tone, act } = drawn;
    for (const node of [this.#hint, this.#status, this.#confirm, this.#resend, this.#countdown])
      speak(node, lang);
    this.#drawCells(drawn);
    this.#drawButton(this.#confirm, drawn.confirm, drawn.confirmWaits, drawn);
    this.#drawButton(this.#resend, drawn.resend, drawn.resendWaits, drawn);
    say(this.#hint, hint);
    say(this.#countdown, countdown);
    mark(this.#status, 'class', tone);
    mark(this.#actions, 'class', `actions ${act}`);
    // In a block that is new each time: one engine tells of no other change, and a repeat is heard again.
    const spoken = `${String(said)}${status}`;
    if (spoken !== this.#spoken) this.#status.replaceChildren(status && make('p', {}, status));
    this.#spoken = spoken;
  }

  #drawCells({ text, length, selection, readOnly, grouping = '' }: Drawn): void {
    const { children } = this.#cells;
    mark(this.#field, 'class', length ? 'field' : 'field any');
    set(this.#field, '--_n', length || 6);
    while (children.length > length) children[length]?.remove();
    while (children.length < length) this.#cells.append(make('span', {}, ''));
    const characters = [...text];
    const [start, end] = selection ?? [-1, -1];
    const caretAt = start === end ? Math.min(start, length - 1) : -1;
    let rest = 0;
    const groups = grouping.split('-').map(Number);
    this.#drawCaret(caretAt >= 0 && !readOnly, caretAt, start, characters);
    [...children].forEach((cell, index) => {
      const character = characters[index] ?? '';
      const names = ['cell'];
      if (character) names.push('filled');
      if (index === caretAt) names.push('active');
      if (index >= start && index < end) names.push('selected');
      // After the last of a group, but for the last of all.
      const parts = ++rest === groups[0] && index < length - 1;
      if (parts) {
        rest = 0;
        groups.shift();
      }
      const separator = cell.querySelector('[part=separator]');
      if (!parts) separator?.remove();
      else if (!separator) cell.append(make('i', { part: 'separator' }));
      mark(cell, 'part', names.join(' '));
      if (cell.firstChild) say(cell.firstChild, character);
    });
  }

  /** Whether the caret is off for the moment; each drawing puts it on. */
  blink(off: boolean): void {
    this.#caret.classList.toggle('off', off);
  }

  // Beside the cells and not in one: moved from one to the next it would be laid out anew with each key.
  #drawCaret(shown: boolean, at: number, start: number, characters: readonly string[]): void {
    hide(this.#caret, !shown);
    mark(this.#caret, 'class', characters[at] ? (start > at ? 'after' : 'before') : '');
    set(this.#caret, '--_at', at);
  }

  #drawButton(button: HTMLButtonElement, words: Words, waits: boolean, { busy, disabled }: Drawn): void {
    hide(button, !words);
    button.disabled = disabled;
    mark(button, 'aria-disabled', String(busy || waits));
    say(button, words ?? '');
  }
}
