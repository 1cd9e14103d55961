// The shadow tree of <otp-confirm>: built once, and changed by hand where what is to be seen differs. Text goes in as
// text; there is no markup to be parsed, hence nothing that a page's Trusted Types would have to allow.
// What is to be seen is otp-confirm.ts's to say; how it looks, otp-confirm.styles.ts's; the signs are signs.ts's.
import { sign } from './signs.js';

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
  /** A text, but a framework may write the number. */
  readonly grouping: unknown;
  readonly disabled: boolean;
  readonly busy: boolean;
  /** Of the words, where it is not the page's. */
  readonly lang: Words;
  readonly hint: string;
  readonly status: string;
  /** As much room as this takes is kept for the status. */
  readonly room: string;
  /** What the person can do next. */
  readonly act: string;
  /** Another number: say the same words again. */
  readonly said: number;
  readonly tone: string;
  readonly phase: string;
  readonly confirm: Words;
  readonly resend: Words;
  /** Empty: there is none, but there may be. */
  readonly countdown: Words;
  /** For how long each button waits: it cannot be used yet. */
  readonly confirmWait: number;
  readonly issue: { readonly wait: number } | undefined;
}

/** What the buttons do. */
export interface Acts {
  confirm(): Promise<unknown>;
  issue(): Promise<unknown>;
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
export function say(node: Node, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}
export function mark(node: Element, name: string, value: string): void {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}
/** Says what language a node's words are in, where that is another than around it. */
export function speak(node: Element, lang: string | undefined): void {
  if (lang) mark(node, 'lang', lang);
  else node.removeAttribute('lang');
}
// By script: a style attribute would need a hole in the page's policy.
function set({ style }: HTMLElement, property: string, value: number, initial = ''): void {
  const text = String(value);
  if ((style.getPropertyValue(property) || initial) !== text) style.setProperty(property, text);
}

/** So many cells are what the style sheet starts from. */
const FEW = 6;

const cell = (): HTMLElement => make('span', { part: 'cell' });
const button = (part: string): HTMLElement => make('button', { part, type: 'button' }, make('span', {}));
/** All of it, with nothing said yet. */
const build = (): HTMLElement =>
  make(
    'div',
    {},
    make('slot', { name: 'label' }),
    make(
      'div',
      { class: 'page' },
      make(
        'div',
        { class: 'all' },
        make(
          'div',
          { class: 'field' },
          make(
            'div',
            { class: 'track' },
            make('slot', {}),
            make('div', { part: 'cells', 'aria-hidden': 'true' }, ...Array.from({ length: FEW }, cell)),
            make('i', { part: 'caret', 'aria-hidden': 'true' }),
          ),
        ),
        make(
          'div',
          { class: 'words' },
          make('div', { part: 'status', role: 'status' }),
          make('div', { part: 'hint' }, make('slot', { name: 'hint' }, '')),
        ),
        make(
          'div',
          { class: 'actions' },
          button('confirm'),
          button('resend'),
          make('div', { class: 'life' }, make('div', { part: 'countdown', 'aria-live': 'off' })),
        ),
        make('slot', { name: 'actions' }),
      ),
    ),
    make('slot', { name: 'description' }),
  );
/** To be copied, which costs less than to build it. */
let blank: HTMLElement | undefined;

export class Drawing {
  readonly #all: HTMLElement;
  readonly #track: HTMLElement;
  readonly #cells: HTMLElement;
  readonly #caret: HTMLElement;
  readonly #words: HTMLElement;
  readonly #status: HTMLElement;
  readonly #hint: HTMLSlotElement;
  readonly #actions: HTMLElement;
  readonly #confirm: HTMLButtonElement;
  readonly #resend: HTMLButtonElement;
  readonly #countdown: HTMLElement;
  #spoken = '';
  /** What the block holds, or held. */
  #told = '';

  readonly #acts: Acts;

  /** What a server has drawn makes way. */
  constructor(root: Node & ParentNode, acts: Acts) {
    // Of another document where a server draws.
    if (blank?.ownerDocument !== document) blank = build();
    const copy = blank.cloneNode(true) as HTMLElement;
    root.replaceChildren(...copy.children);
    // All are there: they were built above.
    const find = (selector: string): HTMLElement => root.querySelector<HTMLElement>(selector) ?? copy;
    this.#all = find('.all');
    this.#track = find('.track');
    this.#cells = find('[part=cells]');
    this.#caret = find('[part=caret]');
    this.#words = find('.words');
    this.#status = find('[part=status]');
    this.#hint = find('[name=hint]') as HTMLSlotElement;
    this.#actions = find('.actions');
    this.#confirm = find('[part=confirm]') as HTMLButtonElement;
    this.#resend = find('[part=resend]') as HTMLButtonElement;
    this.#countdown = find('[part=countdown]');
    this.#acts = acts;
    for (const type of ['mousedown', 'click']) this.#actions.addEventListener(type, this);
  }

  handleEvent(event: Event): void {
    const button = (event.target as Element).closest('button');
    if (!button) return;
    // A click on a button leaves the focus in the field, where the next act is.
    if (event.type === 'mousedown') event.preventDefault();
    else void this.#acts[button === this.#resend ? 'issue' : 'confirm']();
  }

  draw(drawn: Drawn): void {
    const { lang, said, status, hint, countdown, tone, act, phase } = drawn;
    for (const node of [this.#words, this.#actions]) speak(node, lang);
    this.#drawCells(drawn);
    this.#drawButton(this.#confirm, drawn.confirm, drawn.confirmWait, drawn);
    this.#drawButton(this.#resend, drawn.resend, drawn.issue?.wait, drawn);
    // To its text: a slot that gets another child says so.
    say(this.#hint.firstChild ?? this.#hint, hint);
    say(this.#countdown, countdown ?? '');
    if (act !== 'go-on')
      this.#actions.toggleAttribute('hidden', countdown === undefined && !drawn.confirm && !drawn.resend);
    mark(this.#words, 'data-room', drawn.room);
    mark(this.#words, 'class', `words ${this.#hint.assignedNodes().length ? 'own' : status && 'said'}`);
    mark(this.#status, 'class', tone);
    mark(this.#actions, 'class', `actions ${act}`);
    const spoken = `${String(said)}${status}`;
    if (spoken !== this.#spoken) this.#tell(status, phase, tone);
    this.#spoken = spoken;
  }

  // In a block that is new each time, or is shown anew: one engine tells of no other change, and a repeat is heard again.
  // What a key takes back is hidden, not taken out: from there on Chromium would undo the keys by themselves.
  #tell(status: string, phase: string, tone: string): void {
    const block = this.#status.querySelector('p');
    const text = block?.lastChild?.firstChild;
    if (status && !(block?.hidden && status === this.#told))
      this.#status.replaceChildren(make('p', {}, sign(phase, tone), make('bdi', {}, status)));
    else if (block && text) {
      say(text, status);
      block.toggleAttribute('hidden', !status);
    }
    if (status) this.#told = status;
  }

  #drawCells({ text, length, selection, readOnly, busy, grouping }: Drawn): void {
    const children = this.#cells.children as HTMLCollectionOf<HTMLElement>;
    mark(this.#all, 'class', `all ${length ? (length > FEW ? 'many' : '') : 'any'}`);
    mark(this.#cells, 'part', length ? 'cells' : selection ? 'cells any active' : 'cells any');
    set(this.#all, '--_n', length || FEW, String(FEW));
    while (children.length > length) children[length]?.remove();
    while (children.length < length) this.#cells.append(cell());
    const characters = [...text];
    const [start, end] = selection ?? [-1, -1];
    const caretAt = start === end ? Math.min(start, length - 1) : -1;
    let rest = 0;
    const groups = String(grouping).split('-').map(Number);
    this.#drawCaret(caretAt >= 0 && !readOnly, caretAt, start, characters);
    [...children].forEach((cell, index) => {
      const character = characters[index] ?? '';
      const names = ['cell'];
      if (character) names.push('filled');
      if (index === caretAt) names.push('active');
      if (index >= start && index < end) names.push('selected');
      if (!index) names.push('first');
      if (index === length - 1) names.push('last');
      // After the last of a group, but for the last of all.
      const parts = ++rest === groups[0] && index < length - 1;
      if (parts) {
        rest = 0;
        groups.shift();
      }
      const separator = cell.firstElementChild;
      if (!parts) separator?.remove();
      // After a text, which the character is put into.
      else if (!separator) cell.append('', make('i', { part: 'separator' }));
      mark(cell, 'part', names.join(' '));
      if (busy) set(cell, '--_i', index);
      say(cell.firstChild ?? cell, character);
    });
  }

  /** Whether the caret is off for the moment; each drawing puts it on. */
  blink(off: boolean): void {
    this.#caret.classList.toggle('off', off);
  }

  /** Sets the letters at the pitch of the cells: a pointer is on its way to them, or the caret is there. */
  measure(): void {
    this.#track.style.setProperty('--_width', getComputedStyle(this.#track).width);
  }

  // Beside the cells and not in one: moved from one to the next it would be laid out anew with each key.
  #drawCaret(shown: boolean, at: number, start: number, characters: readonly string[]): void {
    this.#caret.toggleAttribute('hidden', !shown);
    mark(this.#caret, 'class', characters[at] ? (start > at ? 'after' : 'before') : '');
    if (shown) set(this.#caret, '--_at', at);
  }

  #drawButton(
    button: HTMLButtonElement,
    words: Words,
    wait: number | undefined,
    { act, busy, disabled }: Drawn,
  ): void {
    // Where all is done the room of a button stays, unseen: nothing below it moves.
    if (!words && act === 'go-on') return;
    button.toggleAttribute('hidden', !words);
    button.toggleAttribute('disabled', disabled);
    // The one thing left to do stands out.
    const quiet = button === this.#resend ? act !== 'ask' : act === 'ask' || act === 'restart';
    const waits = disabled || !!wait;
    mark(button, 'class', (quiet ? 'quiet ' : '') + (waits ? 'waits' : ''));
    mark(button, 'aria-disabled', String(busy || waits));
    say(button.firstElementChild ?? button, words ?? '');
  }
}
