// What the mock makes fail on purpose.

/** What the engine meets where the mock was told to let something fail: a store, a delivery. */
export class MockFaultError extends Error {
  override readonly name = 'MockFaultError';
}

/** What `fetch` rejects with where there is no connection: the platform has no name of its own for it. */
export function connectionLost(why: string): TypeError {
  return new TypeError(`The connection is lost: ${why}. Give the mock another scenario, code or fault.`);
}
