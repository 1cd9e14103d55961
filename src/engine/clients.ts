// The clients of an endpoint: whose page asks, who redeems with which secret, and for which steps.
import { ConfigurationError } from './errors.js';
import { createHash } from './keyring.js';
import { listOf } from './settings.js';

const SHORTEST_SECRET = 16;

/** A service with pages and a server of its own. */
export interface Client {
  /** What its server sends as `Authorization: Bearer …` to redeem; 16 characters or more, and no other's. */
  readonly redeemSecret: string;
  /** Origins of its pages: a request from one of them is this client's. */
  readonly origins?: readonly string[];
  /** Names of the steps whose tokens it may redeem. Default: all. */
  readonly steps?: readonly string[];
}

export interface Clients {
  /** Origins of all pages; undefined where none are given. */
  readonly origins: readonly string[] | undefined;
  /** The client that a browser's request belongs to. */
  ofPage(request: Request): string;
  /** The client whose secret the request shows. */
  ofSecret(request: Request): Promise<string | undefined>;
  /** Asked of a client whose secret was shown. */
  mayRedeem(client: string, stepName: string): boolean;
}

export function createClients(
  clients: Readonly<Record<string, Client>>,
  preset: string,
  given: readonly string[] | undefined,
): Clients {
  const list = Object.entries(clients);
  const byOrigin = new Map<string, string>();
  const secrets = new Set<string>();
  for (const [id, client] of list) {
    const { redeemSecret, origins, steps } = Object(client) as Client;
    listOf('steps', steps);
    if (
      typeof redeemSecret !== 'string' ||
      redeemSecret.length < SHORTEST_SECRET ||
      secrets.has(redeemSecret)
    ) {
      throw new ConfigurationError(
        `The redeemSecret of client "${id}" is missing, short, or that of another. Give it ${SHORTEST_SECRET} random characters or more.`,
        { setting: 'clients' },
      );
    }
    secrets.add(redeemSecret);
    for (const origin of listOf('origins', origins)) {
      if (byOrigin.has(origin)) {
        throw new ConfigurationError(`The origin ${origin} stands with two clients. Give it to one.`, {
          setting: 'clients',
        });
      }
      byOrigin.set(origin, id);
    }
  }
  const origins = [...listOf('origins', given), ...byOrigin.keys()];
  for (const origin of origins) {
    if (isOrigin(origin)) continue;
    throw new ConfigurationError(
      `"${origin}" is no origin. Write it as the browser does, without a path, such as https://login.example.org.`,
      { setting: 'origins' },
    );
  }
  const hash = createHash();
  const digestOf = (secret: string) => hash('redeem-secret', secret);
  const digests = Promise.all(
    list.map(async ([id, { redeemSecret }]) => [await digestOf(redeemSecret), id] as const),
  );
  return {
    origins: given === undefined && byOrigin.size === 0 ? undefined : origins,
    ofPage: (request) => byOrigin.get(request.headers.get('origin') ?? '') ?? preset,
    // Digests are compared: how far two of them agree tells nothing of a secret.
    async ofSecret(request) {
      const presented = /^Bearer +(.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
      return presented === undefined ? undefined : new Map(await digests).get(await digestOf(presented));
    },
    mayRedeem: (client, stepName) => clients[client]?.steps?.includes(stepName) ?? true,
  };
}

/** As a browser serializes it; an app's own scheme is one too, and `null` is none. */
function isOrigin(text: string): boolean {
  try {
    return /^[a-z][a-z0-9+.-]*:\/\/[^/?#@\s*]+$/.test(text) && ['null', text].includes(new URL(text).origin);
  } catch {
    return false;
  }
}
