// One HTTP exchange with an answer in JSON: capped while it streams, under the caller's signal.
import type { Answer, FetchJson } from './adapter.js';
import { ConnectionError } from './errors.js';
import { systemFetch } from './system.js';

const MAX_BODY = 65_536;

async function readText({ body }: Response): Promise<string | undefined> {
  if (!body) return '';
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > MAX_BODY) {
      void reader.cancel().catch(() => undefined);
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}

function parse(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined; // a captive portal's page, a cut-off body: no answer of the endpoint
  }
}

/** @param defaultFetch Used where the call names no other. */
export function createFetchJson(signal: AbortSignal, defaultFetch: typeof fetch = systemFetch): FetchJson {
  return async (url, { fetch = defaultFetch, ...init }): Promise<Answer> => {
    try {
      const response = await fetch(url, { cache: 'no-store', redirect: 'manual', ...init, signal });
      return {
        status: response.status,
        header: (name) => response.headers.get(name),
        body: parse(await readText(response)),
      };
    } catch (error) {
      signal.throwIfAborted();
      throw new ConnectionError(error);
    }
  };
}
