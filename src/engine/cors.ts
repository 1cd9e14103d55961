// Pages of other origins: which may ask at all, what a browser is told before and after it asks for one of them.
// Who may ask without CORS, the same origin, is request.ts's.
import { ALWAYS } from './problem.js';

const TOKEN = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}$/;

export interface Cors {
  /** The answer to a preflight; undefined where the request is none, or comes from an origin that is not listed. */
  preflight(request: Request): Response | undefined;
  /** The same answer, readable by the page that asked for it. */
  opened(request: Request, response: Response): Response;
}

/** `origins` are trusted with credentials: each stands there in full, and there is no `*`. */
export function createCors(origins: readonly string[]): Cors {
  const originOf = (request: Request): string | undefined => {
    const origin = request.headers.get('origin');
    return origin !== null && origins.includes(origin) ? origin : undefined;
  };
  const headersFor = (origin: string): Record<string, string> => ({
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
    Vary: 'Origin',
  });
  return {
    preflight(request) {
      if (request.method !== 'OPTIONS' || !request.headers.has('access-control-request-method'))
        return undefined;
      const origin = originOf(request);
      if (origin === undefined) return undefined;
      // The page may send headers of its own, such as a CSRF token; it is one of ours.
      const asked = (request.headers.get('access-control-request-headers') ?? '').split(',');
      const names = asked.map((name) => name.trim()).filter((name) => TOKEN.test(name));
      return new Response(null, {
        status: 204,
        headers: {
          ...headersFor(origin),
          'Access-Control-Allow-Methods': 'POST',
          'Access-Control-Allow-Headers': names.slice(0, 20).join(', '),
          'Access-Control-Max-Age': '600',
          ...ALWAYS,
        },
      });
    },
    opened(request, response) {
      // The same origin reads it as it is.
      if (request.headers.get('sec-fetch-site') === 'same-origin') return response;
      const origin = originOf(request);
      if (origin === undefined) return response;
      for (const [name, value] of Object.entries(headersFor(origin))) response.headers.set(name, value);
      response.headers.set('Access-Control-Expose-Headers', 'Retry-After');
      return response;
    },
  };
}
