// The tables in Postgres, and the version they are at. The functions that work on them are functions.ts's.
// Times are milliseconds since the epoch; what no function looks at lies in `facts`.

export const SCHEMA_VERSION = 1;

/** An unquoted name: it goes into the statements as it is. */
export const SCHEMA_NAME = /^[a-z_][a-z0-9_]{0,50}$/;

export const tables = (s: string): string => `
CREATE SCHEMA IF NOT EXISTS ${s};
CREATE TABLE IF NOT EXISTS ${s}.version (single boolean PRIMARY KEY DEFAULT true CHECK (single), version integer NOT NULL);
CREATE TABLE IF NOT EXISTS ${s}.challenges (
  id text PRIMARY KEY,
  root text NOT NULL,
  client text NOT NULL,
  account text NOT NULL,
  step_name text NOT NULL,
  mac text NOT NULL,
  facts jsonb NOT NULL,
  attempts_remaining integer NOT NULL,
  issued_at bigint NOT NULL,
  expires bigint NOT NULL,
  resend_at bigint NOT NULL,
  made_under text,
  replaced_by text,
  ended text,
  undelivered boolean NOT NULL DEFAULT false,
  confirmed_at bigint,
  token_hash text UNIQUE,
  token_expires bigint,
  redeemed boolean NOT NULL DEFAULT false,
  redeemed_under text,
  answers jsonb NOT NULL DEFAULT '{}',
  sweep_at bigint NOT NULL
) WITH (fillfactor = 80);
CREATE INDEX IF NOT EXISTS challenges_account ON ${s}.challenges (account) WHERE replaced_by IS NULL;
CREATE INDEX IF NOT EXISTS challenges_sweep ON ${s}.challenges (sweep_at);
CREATE TABLE IF NOT EXISTS ${s}.accounts (
  id text PRIMARY KEY,
  failures integer NOT NULL DEFAULT 0,
  locked_until bigint NOT NULL DEFAULT 0,
  undelivered text,
  sweep_at bigint NOT NULL
) WITH (fillfactor = 80);
CREATE INDEX IF NOT EXISTS accounts_sweep ON ${s}.accounts (sweep_at);
CREATE TABLE IF NOT EXISTS ${s}.counters (
  key text PRIMARY KEY,
  count integer NOT NULL,
  until bigint NOT NULL
) WITH (fillfactor = 80);
CREATE INDEX IF NOT EXISTS counters_until ON ${s}.counters (until);
`;
