// The tables in SQLite. What a column does not name lies in `data` as JSON: only what is searched for stands apart.

/** Kept in `PRAGMA user_version`. */
export const SCHEMA_VERSION = 1;

export const schema = `
  CREATE TABLE IF NOT EXISTS otp_challenges (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    token_hash TEXT UNIQUE,
    replaced INTEGER NOT NULL,
    issued_at INTEGER NOT NULL,
    sweep_at INTEGER NOT NULL,
    data TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS otp_challenges_account ON otp_challenges (account, issued_at) WHERE NOT replaced;
  CREATE INDEX IF NOT EXISTS otp_challenges_sweep ON otp_challenges (sweep_at);
  CREATE TABLE IF NOT EXISTS otp_accounts (
    id TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    locked_until INTEGER NOT NULL,
    undelivered TEXT,
    sweep_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS otp_accounts_sweep ON otp_accounts (sweep_at);
  CREATE TABLE IF NOT EXISTS otp_counters (
    key TEXT PRIMARY KEY,
    count INTEGER NOT NULL,
    until INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS otp_counters_until ON otp_counters (until);
`;
