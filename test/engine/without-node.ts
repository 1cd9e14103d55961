// As in a page: nothing of Node's own digests is found while it acts.

/** Only what is done at once is done without: a promise is not waited for. */
export function withoutNode<T>(act: () => T): T {
  const { getBuiltinModule } = process;
  Reflect.set(process, 'getBuiltinModule', undefined);
  try {
    return act();
  } finally {
    process.getBuiltinModule = getBuiltinModule;
  }
}
