// What the documentation does with script: search, a button to copy each piece of code, and where on the page one is. Without
// script the pages are as readable as with it.
import MiniSearch from 'minisearch';
import { searchOptions } from '../search.mjs';

const SHOWN = 8;

// ---- search ----

const box = document.querySelector<HTMLElement>('.search');
const input = document.querySelector<HTMLInputElement>('#search');
const found = document.querySelector<HTMLElement>('#found');
const count = document.querySelector<HTMLElement>('#count');

let index: Promise<MiniSearch> | undefined;
/** Loaded when somebody is about to search. */
const load = (): Promise<MiniSearch> =>
  (index ??= fetch('./search.json')
    .then((answer) => answer.text())
    .then((text) => MiniSearch.loadJSON(text, searchOptions)));

function row({ title, page, address }: Record<string, unknown>): HTMLElement {
  const link = document.createElement('a');
  link.href = String(address);
  const where = document.createElement('span');
  where.textContent = String(page);
  link.append(String(title), where);
  const item = document.createElement('li');
  item.append(link);
  return item;
}

async function search(): Promise<void> {
  if (!input || !found || !count) return;
  const asked = input.value.trim();
  const results = asked ? (await load()).search(asked) : [];
  if (asked !== input.value.trim()) return;
  const none = document.createElement('li');
  none.textContent = 'Nothing found';
  found.replaceChildren(...(results.length ? results.slice(0, SHOWN).map(row) : [none]));
  found.hidden = !asked;
  count.textContent = asked && `${String(results.length)} found`;
}

if (box && input && found) {
  box.hidden = false;
  input.addEventListener('focus', () => void load());
  input.addEventListener('input', () => void search());
  box.addEventListener('keydown', (event) => {
    const links = [...found.querySelectorAll('a')];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape') {
      found.hidden = true;
      input.focus();
    } else if (event.key === 'Enter' && event.target === input) links[0]?.click();
    else if (step) {
      event.preventDefault();
      const stops = [input, ...links];
      const at = stops.findIndex((stop) => stop === event.target);
      stops[(at + step + stops.length) % stops.length]?.focus();
    }
  });
  box.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node) || !box.contains(relatedTarget)) found.hidden = true;
  });
  document.addEventListener('keydown', (event) => {
    const typing =
      event.target instanceof Element && event.target.matches('input, textarea, select, otp-confirm *');
    if (event.key !== '/' || typing) return;
    event.preventDefault();
    input.focus();
  });
}

// ---- code to copy ----

for (const code of document.querySelectorAll('.code')) {
  const copy = document.createElement('button');
  copy.type = 'button';
  copy.textContent = 'Copy';
  copy.addEventListener('click', () => {
    void navigator.clipboard.writeText(code.querySelector('code')?.textContent ?? '').then(() => {
      copy.textContent = 'Copied';
    });
  });
  copy.addEventListener('blur', () => {
    copy.textContent = 'Copy';
  });
  code.append(copy);
}

// ---- where one is ----

const marks = new Map(
  [...document.querySelectorAll<HTMLAnchorElement>('.inside a')].map((link) => [link.hash.slice(1), link]),
);
const above = new Set<string>();
// A heading stays above, however far up: a link may lead past many at once.
const seen = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries)
      if (isIntersecting) above.add(target.id);
      else above.delete(target.id);
    const here = [...marks.keys()].filter((id) => above.has(id)).at(-1);
    for (const [id, link] of marks)
      if (id === here) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
  },
  { rootMargin: '999999px 0px -70% 0px' },
);
for (const id of marks.keys()) {
  const heading = document.getElementById(id);
  if (heading) seen.observe(heading);
}
