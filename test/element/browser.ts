// What a person and assistive technology do to a page, for tests: trusted keys, clicks, paste and composition, and
// what the engine computes for accessibility. Owns no assertion and nothing of the element under test.
import '../setup.js';
import { executeServerCommand, sendKeys, sendMouse } from '@web/test-runner-commands';

export type Engine = 'chromium' | 'firefox' | 'webkit';

export interface Media {
  colorScheme?: 'dark' | 'light';
  reducedMotion?: 'reduce' | 'no-preference';
  forcedColors?: 'active' | 'none';
  contrast?: 'more' | 'less';
}

/** What the engine computes for one element, in the words of ARIA. */
export interface Accessible {
  role: string;
  name: string;
  description: string;
  invalid: boolean;
  required: boolean;
  readonly: boolean;
  disabled: boolean;
  focused: boolean;
  /** `polite` or `assertive` where the element is, or is in, a live region. */
  live: string;
  /** The text the tree holds below the element, in one piece. */
  text: string;
}

declare global {
  interface Window {
    __ax?: Element;
    __autofilled?: HTMLInputElement;
  }
}

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** The engine that runs this page. */
export const engine = () => executeServerCommand<Engine, undefined>('engine:name');

const FEATURES = {
  colorScheme: 'prefers-color-scheme',
  reducedMotion: 'prefers-reduced-motion',
  forcedColors: 'forced-colors',
  contrast: 'prefers-contrast',
} as const;
let emulated: string[] = [];

function queriesOf(media: Media): string[] {
  const queries: string[] = [];
  for (const feature of ['colorScheme', 'reducedMotion', 'forcedColors', 'contrast'] as const)
    if (media[feature]) queries.push(`(${FEATURES[feature]}: ${media[feature]})`);
  return queries;
}

/** Emulates media features and waits until the page sees them; false where the engine cannot. `{}` resets. */
export async function emulate(media: Media): Promise<boolean> {
  const queries = queriesOf(media);
  if (!(await executeServerCommand<boolean, Media>('engine:media', media))) return false;
  const gone = emulated.filter((query) => !queries.includes(query));
  // Firefox applies a preference some frames later.
  for (let frames = 0; frames < 300; frames++) {
    const seen = (query: string) => matchMedia(query).matches;
    if (queries.every(seen) && !gone.some(seen)) {
      emulated = queries;
      return true;
    }
    await frame();
  }
  throw new Error(`The page does not see ${queries.join(' ') || 'the end of the emulated media'}.`);
}

async function readAccessible(element: Element): Promise<Accessible | null> {
  // A change made just now is in the tree once a frame has been drawn.
  await frame();
  await frame();
  window.__ax = element;
  try {
    const { accessible } = await executeServerCommand<{ accessible: Accessible | null }, undefined>(
      'engine:ax',
    );
    return accessible && { ...accessible, text: accessible.text.replace(/\s+/g, ' ').trim() };
  } finally {
    delete window.__ax;
  }
}

// The element goes over in a global: one reading at a time.
let readings: Promise<unknown> = Promise.resolve();

/** What the engine computes for an element, in the light or in a shadow tree; null where it leaves it out. */
export function ax(element: Element): Promise<Accessible | null> {
  const reading = readings.then(() => readAccessible(element));
  readings = reading.catch(() => undefined);
  return reading;
}

const REGION = '[role=status], [role=alert], [role=log], [aria-live]:not([aria-live=off])';

function regionOf(element: Element): Element {
  if (element.matches(REGION)) return element;
  const region = element.shadowRoot?.querySelector(REGION) ?? element.querySelector(REGION);
  if (!region) throw new Error(`No live region in <${element.localName}>.`);
  return region;
}

/** The live region that is the element, or in its shadow tree, or in it: how it speaks, and what it holds. */
export async function live(element: Element): Promise<{ live: string; text: string }> {
  const found = await ax(regionOf(element));
  if (!found) throw new Error(`The engine leaves the live region of <${element.localName}> out of its tree.`);
  return { live: found.live, text: found.text };
}

/**
 * What the live region came to say while the action ran, in order: its computed text after each change. A text that
 * is cleared and set again counts twice. It is what a screen reader can read there, not proof that it is told to:
 * Chromium reports no such event to its protocol; Firefox tells each text inserted; WebKitGTK tells only a block
 * element added to the region, neither bare text nor a span, so a message that is to be heard is a block of its own.
 */
export async function heard(element: Element, action: () => unknown): Promise<string[]> {
  const region = regionOf(element);
  let { text: before } = await live(region);
  const changes: Promise<string>[] = [];
  // The reading is asked for at the change itself, so that it comes before any that the action asks for next.
  const observer = new MutationObserver(() => {
    const cleared = region.textContent.trim() === '';
    const change = cleared ? Promise.resolve('') : live(region).then(({ text }) => text);
    change.catch(() => undefined); // thrown below, where it is awaited
    changes.push(change);
  });
  observer.observe(region, { childList: true, characterData: true, subtree: true });
  try {
    await action();
    await frame();
    await frame();
  } finally {
    observer.disconnect();
  }
  const said: string[] = [];
  for (const text of await Promise.all(changes)) {
    if (text && text !== before) said.push(text);
    before = text;
  }
  return said;
}

/** Composes text as an input method does; a further call changes it. False where the engine cannot. */
export const compose = (text: string) =>
  executeServerCommand<boolean, { text: string }>('engine:compose', { text });

/** Ends the composition with this text. Chromium's `compositionend` is not trusted then, its `input` is. */
export const commitComposition = (text: string) =>
  executeServerCommand<boolean, { commit: string }>('engine:compose', { commit: text });

/** Presses a key, or a chord such as `Control+Shift+ArrowLeft`. */
export async function pressKeys(chord: string): Promise<void> {
  const keys = chord.split('+');
  const last = keys.pop() ?? '';
  for (const down of keys) await sendKeys({ down });
  await sendKeys({ press: last });
  for (const up of keys.reverse()) await sendKeys({ up });
}

/** Undoes the last edit of the focused field: by key, but by command in WebKitGTK, where no key is bound to it. */
export async function undo(): Promise<void> {
  if ((await engine()) === 'webkit') document.execCommand('undo');
  else await pressKeys('Control+z');
}

/** Types into whatever has the focus. */
export const type = (text: string) => sendKeys({ type: text });

function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** Puts text on the real clipboard, by Control+C in a field of its own. The focus is lost. */
export async function copyText(text: string): Promise<void> {
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.focus({ preventScroll: true });
  area.select();
  await pressKeys('Control+c');
  area.remove();
}

/** Pastes text by Control+V into the field that has the focus. The field sees a blur and a focus before. */
export async function pasteText(text: string): Promise<void> {
  const field = focused();
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement))
    throw new Error('Focus a field before you paste into it.');
  const { selectionStart, selectionEnd, selectionDirection } = field;
  await copyText(text);
  field.focus({ preventScroll: true });
  field.setSelectionRange(selectionStart, selectionEnd, selectionDirection ?? 'none');
  await pressKeys('Control+v');
}

/** Clicks an element in its middle, or at a point of it, in CSS pixels from its top left corner. */
export async function click(element: Element, at?: { x: number; y: number }): Promise<void> {
  element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  const { left, top, width, height } = element.getBoundingClientRect();
  const { x, y } = at ?? { x: width / 2, y: height / 2 };
  await sendMouse({ type: 'click', position: [Math.round(left + x), Math.round(top + y)] });
}

/** Writes test/output/<name>.<engine>.png and returns its path. */
export const screenshot = (name: string) =>
  executeServerCommand<string, { name: string }>('engine:screenshot', { name });

async function autofillBy(input: HTMLInputElement, how: { state?: string; fill?: string }): Promise<boolean> {
  window.__autofilled = input;
  try {
    return await executeServerCommand<boolean, typeof how>('engine:autofill', how);
  } finally {
    delete window.__autofilled;
  }
}

/**
 * Has the engine paint a field as one that it has filled (`autofill`), or offers to fill (`preview`, which only Firefox
 * can be told), or as any other (''). False where the engine cannot.
 */
export const paintAutofill = (input: HTMLInputElement, state: 'autofill' | 'preview' | '') =>
  autofillBy(input, { state });

/**
 * Has the browser's own autofill fill a field, with trusted events. Chromium fills only what it takes for the number of
 * a card, in a form with an expiry date; Firefox any field. False where the engine cannot.
 */
export const fillByBrowser = (input: HTMLInputElement, fill: string) => autofillBy(input, { fill });

/** The pixels of a part of the page as it is on the screen, four numbers each; also left in test/output. */
export async function pixels(name: string, { left, top, width, height }: DOMRect): Promise<ImageData> {
  await frame();
  await frame();
  await screenshot(name);
  const file = `/test/output/${name}.${await engine()}.png?${performance.now()}`;
  const picture = await createImageBitmap(await (await fetch(file)).blob());
  const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
  if (!context) throw new Error('There is no canvas.');
  context.drawImage(picture, 0, 0);
  return context.getImageData(Math.round(left), Math.round(top), Math.round(width), Math.round(height));
}

/** Clicks twice at a point of the viewport, as fast as a double click is. */
export const doubleClick = (position: [number, number]) =>
  executeServerCommand<boolean, object>('engine:pointer', { doubleClick: position });

/** Touches a point of the viewport with a finger. False where the engine cannot. */
export const tap = (position: [number, number]) =>
  executeServerCommand<boolean, object>('engine:pointer', { tap: position });

/** Inserts text with no key event and no composition, as some keyboards on a screen do. */
export async function insertText(text: string): Promise<void> {
  // WebKitGTK has no such input from outside; a command of the page's makes the same two trusted events.
  if (!(await executeServerCommand<boolean, { text: string }>('engine:insert', { text })))
    document.execCommand('insertText', false, text);
}

/** Does again what was undone: by key, but by command in WebKitGTK, where no key is bound to it. */
export async function redo(): Promise<void> {
  if ((await engine()) === 'webkit') document.execCommand('redo');
  else await pressKeys('Control+Shift+z');
}

// WebKitGTK has no input method under WebDriver. What stands in for one puts its text in by editing commands, whose
// events are trusted and which undo knows, between composition events of the test's own, in Safari's order.
let played: { input: HTMLInputElement; start: number; end: number } | undefined;

function play(text: string): HTMLInputElement {
  const input = focused();
  if (!(input instanceof HTMLInputElement)) throw new Error('Focus a field before you compose in it.');
  if (played?.input !== input) {
    input.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
    const { selectionStart, selectionEnd } = input;
    played = { input, start: selectionStart ?? 0, end: selectionEnd ?? 0 };
  }
  input.setSelectionRange(played.start, played.end);
  if (text) document.execCommand('insertText', false, text);
  else if (played.start !== played.end) document.execCommand('delete');
  played.end = played.start + text.length;
  return input;
}

/** Input as by an input method: the engine's own, or the one that stands in for it in WebKitGTK. */
export const inputMethod = {
  async compose(...texts: string[]): Promise<void> {
    for (const text of texts) if (!(await compose(text))) play(text);
  },
  async commit(text: string): Promise<void> {
    if (await commitComposition(text)) return;
    const input = play(text);
    played = undefined;
    input.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: text }));
  },
};
