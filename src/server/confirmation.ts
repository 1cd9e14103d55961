// What a posted form confirms: the token of a page with script, or the code of one without, on the same counters.
// Whether the post comes from the page's own form is the page's to check, as for its other forms.
import {
  ConfigurationError,
  DEFAULT_CLIENT,
  readBytes,
  readChallengeCookie,
  type Engine,
  type Outcome,
  type Redeemed,
  type Store,
} from '../engine/index.js';

export interface ConfirmationOptions {
  /** The challenge that the page's own session holds; left out: the cookie's. Never the form's alone. */
  readonly challenge?: string | undefined;
  readonly stepName?: string | undefined;
  readonly sourceStep?: string | undefined;
  readonly client?: string | undefined;
  /** The address of the user's browser, for the limits on it. */
  readonly address?: string | null | undefined;
  /** The form entries that hold the token and the code. Default `otp_token` and `code`. */
  readonly tokenName?: string | undefined;
  readonly userCodeField?: string | undefined;
}

export type Confirmation =
  | ({ readonly confirmed: true } & Pick<Redeemed, 'user' | 'stepName' | 'contextHash' | 'confirmedAt'>)
  | { readonly confirmed: false; readonly outcome: Outcome };

/** Reads a form post, or a form that was read already, and says who has confirmed. The token is used up. */
export type ReadConfirmation = (
  post: Request | FormData | URLSearchParams,
  options?: ConfirmationOptions,
) => Promise<Confirmation>;

const LARGEST_FORM = 65_536;

export function createConfirmationReader(
  engine: Engine,
  store: Store,
  origins: readonly string[],
): ReadConfirmation {
  /** The root of the session's challenge, and the challenge that the form means; none where they do not belong together. */
  async function matched(session: string, posted: string | undefined) {
    const root = (await store.get(session))?.root ?? session;
    if (posted === undefined || posted === session) return { root, challenge: session };
    return (await store.get(posted))?.root === root ? { root, challenge: posted } : undefined;
  }

  return async (post, options = {}) => {
    const { tokenName = 'otp_token', userCodeField = 'code', client = DEFAULT_CLIENT } = options;
    const { stepName, sourceStep, address } = options;
    checkReader((post as Partial<Request> | null | undefined)?.headers ?? post);
    const request = 'headers' in post ? post : undefined;
    const form = 'headers' in post ? await readForm(post) : post;
    if (form === undefined) return no({ kind: 'protocol' });
    const session = options.challenge ?? (request && readChallengeCookie(request, origins)?.challenge);
    const match = session === undefined ? undefined : await matched(session, entry(form, 'challenge'));
    if (match === undefined) return no({ kind: 'challenge-unknown' });

    let token = entry(form, tokenName);
    const code = entry(form, userCodeField);
    if (token === undefined) {
      if (code === undefined) return no({ kind: 'protocol' });
      const outcome = await engine.confirm({
        client,
        challenge: match.challenge,
        code,
        userCodeField,
        stepName,
        sourceStep,
        address,
      });
      if (outcome.kind !== 'confirmed' || outcome.token === undefined) return no(outcome);
      token = outcome.token;
    }
    const redeemed = await engine.redeem({ client, token, challenge: match.root, stepName });
    if (redeemed.kind !== 'redeemed') return no({ kind: 'challenge-unknown' });
    const { kind, client: of, ...told } = redeemed;
    return { confirmed: true, ...told };
  };
}

/**
 * A request's headers or a form, to be read by `get`. Not by instanceof: a framework may bring a Request of its own. Node's
 * requests, and what Express, Koa and Fastify make of them, are none: no answer would come of one.
 */
export function checkReader(reader: object | null | undefined): void {
  if (typeof (reader as Partial<Headers> | null | undefined)?.get === 'function') return;
  throw new ConfigurationError(
    'This is no Request. Pass one; or to readConfirmation a form: new URLSearchParams(request.body).',
  );
}

function no(outcome: Outcome): Confirmation {
  return { confirmed: false, outcome };
}

/** The first entry of that name, if it is text and not empty. */
function entry(form: FormData | URLSearchParams, name: string): string | undefined {
  const value = form.get(name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

async function readForm(request: Request): Promise<FormData | URLSearchParams | undefined> {
  const type = request.headers.get('content-type') ?? '';
  const bytes = await readBytes(request, LARGEST_FORM);
  if (bytes === undefined) return undefined;
  if (/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) {
    return new URLSearchParams(new TextDecoder().decode(bytes));
  }
  // Of another type it rejects.
  return new Response(bytes, { headers: { 'Content-Type': type } }).formData().catch(() => undefined);
}
