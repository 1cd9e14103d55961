// What many measurements come to.

/** The value below which this part of the numbers lies. */
export function quantile(numbers, part) {
  const sorted = [...numbers].sort((one, other) => one - other);
  const place = (sorted.length - 1) * part;
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (above - below) * (place - Math.floor(place));
}

export const median = (numbers) => quantile(numbers, 0.5);

/** Where the middle half of the numbers lies. */
export const middleHalf = (numbers) => [quantile(numbers, 0.25), quantile(numbers, 0.75)];

/** By how much the numbers grow from one to the next: the least squares' line. */
export function slope(numbers) {
  const middle = (numbers.length - 1) / 2;
  let [rise, run] = [0, 0];
  numbers.forEach((number, index) => {
    rise += (index - middle) * number;
    run += (index - middle) ** 2;
  });
  return rise / run;
}
