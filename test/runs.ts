// How often a property is tried: as often as its test says, and so many times that in `npm run test:nightly`.
const times = Number(process.env['PROPERTY_TIMES'] ?? 1);

/** fast-check's parameters for a property that is usually tried so often. */
export const runs = (usual = 100) => ({ numRuns: usual * times });
