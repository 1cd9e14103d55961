// One HTTP exchange with an answer in JSON: capped while it streams, under the caller's signal.
import type { FetchJson } from './adapter.js';

const MAX_BODY = 65_536;

async function readText({ body }: Response): Promise<string> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let size = 0; size <= MAX_BODY;) {
    const { value } = (await reader?.read()) ?? {};
    if (!value) return text;
    size += value.byteLength;
    text += decoder.decode(value, { stream: true });
  }
  // It may be broken by now: too long it was all the same.
  reader?.cancel().catch(() => undefined);
  return '';
}

export const createFetchJson =
  (signal: AbortSignal, defaultFetch: typeof fetch): FetchJson =>
  async (url, { fetch = defaultFetch, ...init }) => {
    const response = await fetch(url, { cache: 'no-store', redirect: 'manual', ...init, signal });
    const { status, headers } = response;
    const text = await readText(response);
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      // A captive portal's page, a cut-off body: no answer of the endpoint.
    }
    return { status, header: (name) => headers.get(name), body, text };
  };
