// Markup and style sheets that tests write into their page. The page is served under the policy that the package promises
// to work under (tools/strict-pages.mjs): what tests write is trusted under a name of their own, and no style attribute
// is parsed. Owns no assertion.
import { nextFrame } from '@open-wc/testing';

interface Policy {
  readonly createHTML: (markup: string) => string;
  readonly createScriptURL: (url: string) => string;
}
declare global {
  interface Window {
    // the DOM library of TypeScript does not know it
    trustedTypes?: { createPolicy(name: string, policy: Policy): Policy };
  }
}

const asItIs: Policy = { createHTML: (markup) => markup, createScriptURL: (url) => url };
/** A Trusted Types policy that takes every text as it is; `default` is had by all that write without one. */
export const lend = (name: 'test' | 'default'): Policy =>
  window.trustedTypes?.createPolicy(name, asItIs) ?? asItIs;
const policy = lend('test');

/** Markup that may be written. */
export const trusted = (markup: string): string => policy.createHTML(markup);
/** An address that a script may be loaded from. */
export const trustedScript = (url: string): string => policy.createScriptURL(url);

/** Of the page's policy. */
export const nonce = document.querySelector<HTMLElement>('script[nonce]')?.nonce ?? '';

/** A style sheet of the page's, which the page's policy lets in. */
export function styleElement(css = ''): HTMLStyleElement {
  const style = document.createElement('style');
  style.nonce = nonce;
  style.textContent = css;
  return style;
}

/** Fills a node with markup; the style attributes in it are set by script. */
export function write(node: ParentNode & { innerHTML: string }, markup: string): void {
  node.innerHTML = trusted(
    markup.replaceAll(' style="', ' data-style="').replaceAll('<style', `<style nonce="${nonce}"`),
  );
  for (const styled of node.querySelectorAll<HTMLElement>('[data-style]')) {
    styled.style.cssText = styled.dataset['style'] ?? '';
    delete styled.dataset['style'];
  }
}

const wrappers: Element[] = [];
afterEach(() => {
  for (const wrapper of wrappers.splice(0)) wrapper.remove();
});

/** Puts markup into the page until the test is over, and gives its first element. */
export async function fixture<Placed extends Element = HTMLElement>(markup: string): Promise<Placed> {
  const wrapper = document.createElement('div');
  wrappers.push(wrapper);
  document.body.append(wrapper);
  write(wrapper, markup);
  await nextFrame();
  const placed = wrapper.firstElementChild as Placed | null;
  if (!placed) throw new Error('There is no element in the markup.');
  return placed;
}
