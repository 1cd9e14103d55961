// What the adapters that break the contract are made of: the HTTP adapter, which breaks none of it, with one thing done
// otherwise. Which things is broken-answers.ts's and broken-requests.ts's matter.
import {
  httpAdapter,
  type AdapterContext,
  type Answer,
  type ConfirmAdapter,
  type ConfirmRequest,
} from '../../src/client/index.js';
import type { Outcome } from '../../src/core/index.js';
import type { AdapterSubject } from '../suites/index.js';

type Service = Parameters<AdapterSubject['createAdapter']>[0];
type Confirm = (asked: ConfirmRequest, context: AdapterContext, service: Service) => Promise<unknown>;

export const good = httpAdapter({ endpoint: '/otp/confirm', issueEndpoint: '/otp/issue' });
export const init = ({ code }: ConfirmRequest) => ({ method: 'POST', body: JSON.stringify({ pin: code }) });
export function typeOf({ body }: Answer): string {
  const type = (body as { readonly type?: unknown } | undefined)?.type;
  return typeof type === 'string' ? type : '';
}

/** The HTTP adapter with another `confirm`. */
export const confirming =
  (confirm: Confirm) =>
  (service: Service): ConfirmAdapter => ({
    ...good,
    confirm: (asked, context) => confirm(asked, context, service) as Promise<Outcome>,
  });
/** … whose outcomes are changed. */
export const telling = (change: (outcome: Outcome) => object) =>
  confirming(async (asked, context) => change(await good.confirm(asked, context)));
/** … and one that reads the answer itself, and leaves what it does not know to the HTTP adapter. */
export const reading = (read: (answer: Answer) => object | undefined) =>
  confirming(async (asked, context) => {
    let told: object | undefined;
    const outcome = await good.confirm(asked, {
      ...context,
      fetchJson: async (...given) => {
        const answer = await context.fetchJson(...given);
        told = read(answer);
        return answer;
      },
    });
    return told ?? outcome;
  });
/** … and one that is sent by a fetch of its own. */
export const sending = (
  send: (asked: ConfirmRequest, context: AdapterContext, service: Service) => Promise<Response>,
) =>
  confirming(async (asked, context, service) => {
    const response = await send(asked, context, service);
    return (await response.text()) === '{"status":"confirmed"}'
      ? { kind: 'confirmed' }
      : { kind: 'protocol' };
  });

/** What the adapter does, the check that catches it, how it is made, and what else is said of its service. */
export type Row = readonly [
  does: string,
  check: string,
  createAdapter: AdapterSubject['createAdapter'],
  subject?: Partial<AdapterSubject>,
];

export const confirmed: Outcome = { kind: 'confirmed' };
