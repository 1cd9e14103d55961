// Colours as they are computed, laid over one another, and how well they can be told apart (WCAG 2.2, contrast ratio).
// Owns no assertion. What is painted by anything but a colour (pictures, gradients, shadows) it does not see.
export type Colour = readonly [red: number, green: number, blue: number, alpha: number];

/** A computed colour: `rgb()`, `rgba()`, or `color(srgb …)`, which is what a mix computes to. */
export function colourOf(text: string): Colour {
  const parts = (text.match(/[\d.]+(?:e-\d+)?/g) ?? []).map(Number);
  const unit = text.startsWith('color(srgb ') ? 255 : 1;
  if (unit === 1 && !text.startsWith('rgb')) throw new Error(`This colour is of another kind: ${text}`);
  const [red = 0, green = 0, blue = 0, alpha = 1] = parts;
  return [red * unit, green * unit, blue * unit, alpha];
}

export function over([red, green, blue, alpha]: Colour, under: Colour): Colour {
  const mix = (above: number, below: number) => above * alpha + below * (1 - alpha);
  return [mix(red, under[0]), mix(green, under[1]), mix(blue, under[2]), 1];
}

function luminance([red, green, blue]: Colour): number {
  const linear = (part: number) => (part <= 10 ? part / 3295 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** From 1 to 21; what is see-through in the upper one shows the lower one. */
export function contrast(upper: Colour, lower: Colour): number {
  const values = [luminance(over(upper, lower)), luminance(lower)];
  return (Math.max(...values) + 0.05) / (Math.min(...values) + 0.05);
}

const parentOf = (node: Element): Element | null =>
  node.assignedSlot ??
  node.parentElement ??
  (node.parentNode instanceof ShadowRoot ? node.parentNode.host : null);

/** What an element is painted on: the backgrounds of all that it is drawn in, down to the page's. */
export function groundOf(node: Element): Colour {
  const own = colourOf(getComputedStyle(node).backgroundColor);
  if (own[3] === 1) return own;
  const parent = parentOf(node);
  return over(own, parent ? groundOf(parent) : [255, 255, 255, 1]);
}

/** What is around an element. */
export const groundAround = (node: Element): Colour => groundOf(parentOf(node) ?? node);
