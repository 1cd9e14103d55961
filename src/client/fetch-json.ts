// One HTTP exchange with an answer in JSON: capped while it streams, under the caller's signal.
import type { Answer, FetchJson } from './adapter.js';
import { ConfirmError } from './errors.js';

const MAX_BODY = 65_536;

async function readText({ body }: Response): Promise<string> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { done = true, value } = (await reader?.read()) ?? {};
    if (done) return text;
    size += value?.byteLength ?? 0;
    if (size > MAX_BODY) {
      void reader?.cancel();
      return '';
    }
    text += decoder.decode(value, { stream: true });
  }
}

export const createFetchJson =
  (signal: AbortSignal, defaultFetch: typeof fetch): FetchJson =>
  async (url, { fetch = defaultFetch, ...init }): Promise<Answer> => {
    let text;
    let response: Response;
    try {
      response = await fetch(url, { cache: 'no-store', redirect: 'manual', ...init, signal });
      text = await readText(response);
    } catch (cause) {
      throw new ConfirmError('ConnectionError', 'The endpoint could not be reached. Try again.', cause);
    }
    const { status, headers } = response;
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      // A captive portal's page, a cut-off body: no answer of the endpoint.
    }
    return { status, header: (name) => headers.get(name), body };
  };
