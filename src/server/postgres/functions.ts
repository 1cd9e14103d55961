// The operations in Postgres, as functions: one statement and one round trip each, under READ COMMITTED. Whoever changes
// an account locks its row first, then challenges, then counters: in this order nothing deadlocks. A redeem locks its one
// challenge alone, and a sweep waits for nobody.
// `p_now` is null but in tests; the time is read once the locks are held, so that waiting for one counts.

const HOUR = 3_600_000;

/** `at_rest` and `after_failure`: how long an account's counter is kept, as in the engine's account.ts. */
export interface Times {
  readonly forever: number;
  readonly atRest: number;
  readonly afterFailure: number;
}

export const functions = (s: string, { forever, atRest, afterFailure }: Times): string => `
CREATE OR REPLACE FUNCTION ${s}.clock(p_now bigint) RETURNS bigint LANGUAGE sql VOLATILE AS $$
  SELECT coalesce(p_now, (extract(epoch FROM clock_timestamp()) * 1000)::bigint)
$$;

-- The account, locked; as new where it was not there or has had its time.
CREATE OR REPLACE FUNCTION ${s}.lock_account(p_id text, p_now bigint) RETURNS ${s}.accounts LANGUAGE plpgsql AS $$
DECLARE a ${s}.accounts; v_now bigint;
BEGIN
  LOOP
    SELECT * INTO a FROM ${s}.accounts WHERE id = p_id FOR UPDATE;
    EXIT WHEN FOUND;
    INSERT INTO ${s}.accounts (id, sweep_at) VALUES (p_id, ${s}.clock(p_now) + ${atRest}) ON CONFLICT DO NOTHING;
  END LOOP;
  v_now := ${s}.clock(p_now);
  IF a.sweep_at <= v_now THEN
    a.failures := 0; a.locked_until := 0; a.undelivered := NULL;
  END IF;
  RETURN a;
END $$;

CREATE OR REPLACE FUNCTION ${s}.save_account(a ${s}.accounts, p_now bigint) RETURNS void LANGUAGE sql AS $$
  UPDATE ${s}.accounts SET failures = a.failures, locked_until = a.locked_until, undelivered = a.undelivered,
    sweep_at = CASE WHEN a.locked_until >= ${forever} THEN ${forever} ELSE greatest(
      a.locked_until, p_now + CASE WHEN a.failures > 0 THEN ${afterFailure} ELSE ${atRest} END) END
  WHERE id = a.id
$$;

-- Whether a counter's window is open: one whose end is far off is of a clock that was set back.
CREATE OR REPLACE FUNCTION ${s}.is_open(p_until bigint, p_window bigint, p_now bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT p_now < p_until AND p_until < p_now + 2 * p_window
$$;

-- When the limits let one more pass; null where they do now. Locks the counters.
CREATE OR REPLACE FUNCTION ${s}.reached(p_limits jsonb, p_now bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE l record; c ${s}.counters; latest bigint;
BEGIN
  FOR l IN SELECT * FROM jsonb_to_recordset(p_limits) AS x(key text, "limit" integer, "window" bigint) ORDER BY key LOOP
    LOOP
      SELECT * INTO c FROM ${s}.counters WHERE key = l.key FOR UPDATE;
      EXIT WHEN FOUND;
      INSERT INTO ${s}.counters (key, count, until) VALUES (l.key, 0, ${s}.clock(p_now) + l."window") ON CONFLICT DO NOTHING;
    END LOOP;
    IF c.count >= l."limit" AND ${s}.is_open(c.until, l."window", ${s}.clock(p_now)) THEN latest := greatest(latest, c.until); END IF;
  END LOOP;
  RETURN latest;
END $$;

CREATE OR REPLACE FUNCTION ${s}.count_up(p_limits jsonb, p_now bigint) RETURNS void LANGUAGE sql AS $$
  UPDATE ${s}.counters c SET
    count = CASE WHEN ${s}.is_open(c.until, l."window", p_now) AND c.count > 0 THEN c.count + 1 ELSE 1 END,
    until = CASE WHEN ${s}.is_open(c.until, l."window", p_now) AND c.count > 0 THEN c.until ELSE p_now + l."window" END
  FROM jsonb_to_recordset(p_limits) AS l(key text, "limit" integer, "window" bigint) WHERE c.key = l.key
$$;

CREATE OR REPLACE FUNCTION ${s}.is_live(r ${s}.challenges, p_now bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT r.confirmed_at IS NULL AND r.replaced_by IS NULL AND r.ended IS NULL AND r.attempts_remaining > 0
    AND p_now < r.expires
$$;

CREATE OR REPLACE FUNCTION ${s}.put(
  p_challenge jsonb, p_replaces text, p_key text, p_live integer, p_limits jsonb, p_now bigint
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  named ${s}.challenges; newest ${s}.challenges; made ${s}.challenges; r ${s}.challenges; a ${s}.accounts;
  v_now bigint; v_until bigint;
BEGIN
  a := ${s}.lock_account(p_challenge->>'account', p_now);
  IF p_replaces IS NOT NULL THEN
    SELECT * INTO named FROM ${s}.challenges WHERE id = p_replaces;
    IF NOT FOUND OR named.client <> p_challenge->>'client' THEN
      RETURN jsonb_build_object('kind', 'challenge-unknown', 'now', ${s}.clock(p_now));
    END IF;
    newest := named;
    LOOP
      IF p_key IS NOT NULL AND newest.made_under = p_key THEN
        RETURN jsonb_build_object('kind', 'repeated', 'row', to_jsonb(newest), 'now', ${s}.clock(p_now));
      END IF;
      EXIT WHEN newest.replaced_by IS NULL;
      SELECT * INTO made FROM ${s}.challenges WHERE id = newest.replaced_by;
      EXIT WHEN NOT FOUND;
      newest := made;
    END LOOP;
    SELECT * INTO newest FROM ${s}.challenges WHERE id = newest.id FOR UPDATE;
    IF newest.confirmed_at IS NOT NULL OR newest.ended = 'revoked' THEN
      RETURN jsonb_build_object('kind', 'challenge-unknown', 'now', ${s}.clock(p_now));
    END IF;
  END IF;
  v_now := ${s}.clock(p_now);
  IF v_now < a.locked_until THEN
    RETURN jsonb_build_object('kind', 'locked', 'until', a.locked_until, 'now', v_now);
  END IF;
  IF (p_challenge->'firstFactor')::boolean AND a.undelivered = p_challenge->>'destination' THEN
    a.undelivered := NULL;
    PERFORM ${s}.save_account(a, v_now);
    RETURN jsonb_build_object('kind', 'undeliverable', 'now', v_now);
  END IF;
  IF newest.id IS NOT NULL AND v_now >= newest.issued_at AND v_now < newest.resend_at THEN
    RETURN jsonb_build_object('kind', 'too-soon', 'until', newest.resend_at, 'now', v_now);
  END IF;
  v_until := ${s}.reached(p_limits, p_now);
  v_now := ${s}.clock(p_now);
  IF v_until IS NOT NULL THEN
    RETURN jsonb_build_object('kind', 'limited', 'until', v_until, 'now', v_now);
  END IF;
  PERFORM ${s}.count_up(p_limits, v_now);

  IF newest.id IS NOT NULL THEN
    UPDATE ${s}.challenges SET replaced_by = p_challenge->>'id' WHERE id = newest.id;
  END IF;
  UPDATE ${s}.challenges SET ended = 'displaced' WHERE id IN (
    SELECT c.id FROM ${s}.challenges c
    WHERE c.account = a.id AND c.replaced_by IS NULL AND ${s}.is_live(c, v_now)
    ORDER BY c.issued_at DESC, c.id OFFSET p_live - 1
  );
  INSERT INTO ${s}.challenges (id, root, client, account, step_name, mac, facts, attempts_remaining, issued_at, expires,
    resend_at, made_under, sweep_at)
  VALUES (p_challenge->>'id', p_challenge->>'root', p_challenge->>'client', a.id, p_challenge->>'stepName',
    p_challenge->>'mac', p_challenge, (p_challenge->'attempts')::integer, v_now,
    v_now + (p_challenge->'lifetime')::bigint, v_now + (p_challenge->'cooldown')::bigint, p_key,
    v_now + (p_challenge->'lifetime')::bigint + ${HOUR})
  RETURNING * INTO r;
  a.undelivered := NULL;
  PERFORM ${s}.save_account(a, v_now);
  RETURN jsonb_build_object('kind', 'stored', 'row', to_jsonb(r), 'now', v_now);
END $$;

CREATE OR REPLACE FUNCTION ${s}.attempt(
  p_id text, p_client text, p_mac text, p_key text, p_token_hash text, p_token_lifetime bigint, p_locks jsonb,
  p_limits jsonb, p_now bigint
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  r ${s}.challenges; a ${s}.accounts; v_account text; v_now bigint; v_until bigint; v_left integer; v_past integer;
  v_answer jsonb; v_right boolean;
BEGIN
  SELECT account INTO v_account FROM ${s}.challenges WHERE id = p_id AND client = p_client;
  IF NOT FOUND THEN
    RETURN jsonb_build_object('kind', 'challenge-unknown', 'charged', false, 'now', ${s}.clock(p_now));
  END IF;
  a := ${s}.lock_account(v_account, p_now);
  SELECT * INTO r FROM ${s}.challenges WHERE id = p_id FOR UPDATE;
  v_now := ${s}.clock(p_now);
  IF p_key IS NOT NULL AND r.answers ? p_key THEN
    RETURN r.answers->p_key || jsonb_build_object('charged', false, 'now', v_now);
  END IF;
  v_answer := CASE
    WHEN r.id IS NULL THEN '{"kind": "challenge-unknown"}'
    WHEN r.confirmed_at IS NOT NULL THEN '{"kind": "already-used"}'
    WHEN r.replaced_by IS NOT NULL OR r.ended = 'displaced' THEN '{"kind": "expired", "reason": "replaced"}'
    WHEN r.ended = 'revoked' THEN '{"kind": "expired"}'
    WHEN v_now < a.locked_until THEN jsonb_build_object('kind', 'account-locked', 'until', a.locked_until)
    WHEN r.attempts_remaining < 1 THEN '{"kind": "locked"}'
    WHEN v_now >= r.expires THEN '{"kind": "expired"}'
  END;
  IF v_answer IS NULL THEN
    v_until := ${s}.reached(p_limits, p_now);
    v_now := ${s}.clock(p_now);
    IF v_until IS NOT NULL THEN v_answer := jsonb_build_object('kind', 'limited', 'until', v_until); END IF;
  END IF;
  IF v_answer IS NOT NULL THEN
    RETURN v_answer || jsonb_build_object('charged', false, 'now', v_now);
  END IF;

  v_left := r.attempts_remaining - 1;
  v_right := r.mac = p_mac;
  IF v_right THEN
    a.failures := 0;
    a.locked_until := 0;
    v_answer := jsonb_build_object('kind', 'confirmed', 'tokenExpires', v_now + p_token_lifetime);
  ELSE
    a.failures := a.failures + 1;
    v_past := a.failures - (p_locks->'firstAt')::integer;
    IF a.failures >= (p_locks->'hardAt')::integer THEN
      a.locked_until := ${forever};
    ELSIF v_past >= 0 AND v_past % (p_locks->'every')::integer = 0 THEN
      a.locked_until := v_now + least(
        (p_locks->'first')::bigint * (2 ^ (v_past / (p_locks->'every')::integer))::bigint, (p_locks->'longest')::bigint);
    END IF;
    v_answer := CASE
      WHEN v_now < a.locked_until THEN jsonb_build_object('kind', 'account-locked', 'until', a.locked_until)
      WHEN v_left < 1 THEN '{"kind": "locked"}'
      ELSE jsonb_build_object('kind', 'incorrect', 'attemptsRemaining', v_left)
    END;
    PERFORM ${s}.count_up(p_limits, v_now);
  END IF;
  UPDATE ${s}.challenges SET
    attempts_remaining = v_left,
    answers = CASE WHEN p_key IS NULL THEN answers ELSE answers || jsonb_build_object(p_key, v_answer) END,
    confirmed_at = CASE WHEN v_right THEN v_now END,
    token_hash = CASE WHEN v_right THEN p_token_hash END,
    token_expires = CASE WHEN v_right THEN v_now + p_token_lifetime END,
    sweep_at = CASE WHEN v_right THEN greatest(expires, v_now + p_token_lifetime) + ${HOUR} ELSE sweep_at END
  WHERE id = p_id;
  PERFORM ${s}.save_account(a, v_now);
  RETURN v_answer || jsonb_build_object('charged', true, 'now', v_now);
END $$;

CREATE OR REPLACE FUNCTION ${s}.redeem(
  p_token_hash text, p_challenge text, p_client text, p_step_name text, p_key text, p_now bigint
) RETURNS jsonb LANGUAGE sql AS $$
  UPDATE ${s}.challenges c SET redeemed = true, redeemed_under = p_key
  WHERE token_hash = p_token_hash AND (id = p_challenge OR root = p_challenge) AND client = p_client
    AND step_name = p_step_name AND CASE
      WHEN redeemed THEN redeemed_under = p_key
      ELSE ended IS DISTINCT FROM 'revoked' AND ${s}.clock(p_now) < token_expires
    END
  RETURNING to_jsonb(c)
$$;

CREATE OR REPLACE FUNCTION ${s}.undelivered(p_id text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE r ${s}.challenges; a ${s}.accounts;
BEGIN
  SELECT * INTO r FROM ${s}.challenges WHERE id = p_id;
  IF NOT FOUND THEN RETURN; END IF;
  a := ${s}.lock_account(r.account, r.issued_at);
  UPDATE ${s}.challenges SET undelivered = true WHERE id = p_id;
  a.undelivered := r.facts->>'destination';
  PERFORM ${s}.save_account(a, r.expires);
END $$;

CREATE OR REPLACE FUNCTION ${s}.revoke(p_id text, p_account text) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE r ${s}.challenges; next ${s}.challenges; a ${s}.accounts; ended_now integer;
BEGIN
  IF p_id IS NOT NULL THEN
    SELECT * INTO r FROM ${s}.challenges WHERE id = p_id;
    IF NOT FOUND THEN RETURN 0; END IF;
    a := ${s}.lock_account(r.account, NULL);
    SELECT * INTO r FROM ${s}.challenges WHERE id = p_id;
    WHILE r.replaced_by IS NOT NULL LOOP
      SELECT * INTO next FROM ${s}.challenges WHERE id = r.replaced_by;
      EXIT WHEN NOT FOUND;
      r := next;
    END LOOP;
  ELSE
    a := ${s}.lock_account(p_account, NULL);
  END IF;
  UPDATE ${s}.challenges SET ended = 'revoked'
  WHERE CASE WHEN p_id IS NULL THEN account = p_account ELSE id = r.id END
    AND replaced_by IS NULL AND NOT redeemed AND ended IS DISTINCT FROM 'revoked';
  GET DIAGNOSTICS ended_now = ROW_COUNT;
  RETURN ended_now;
END $$;

CREATE OR REPLACE FUNCTION ${s}.status(p_account text, p_now bigint) RETURNS jsonb LANGUAGE sql AS $$
  WITH t AS (SELECT ${s}.clock(p_now) AS now)
  SELECT jsonb_build_object(
    'now', t.now,
    'failures', coalesce(a.failures, 0),
    'lockedUntil', coalesce(a.locked_until, 0),
    'undelivered', a.undelivered,
    'live', (SELECT count(*) FROM ${s}.challenges c
      WHERE c.account = p_account AND c.replaced_by IS NULL AND ${s}.is_live(c, t.now))
  ) FROM t LEFT JOIN ${s}.accounts a ON a.id = p_account AND a.sweep_at > t.now
$$;

CREATE OR REPLACE FUNCTION ${s}.unlock(p_account text, p_now bigint) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE a ${s}.accounts; found_some boolean;
BEGIN
  a := ${s}.lock_account(p_account, p_now);
  found_some := a.failures > 0 OR a.locked_until > 0;
  a.failures := 0; a.locked_until := 0;
  PERFORM ${s}.save_account(a, ${s}.clock(p_now));
  RETURN found_some;
END $$;

-- What is being worked on is left for the next time.
CREATE OR REPLACE FUNCTION ${s}.sweep(p_now bigint, p_most integer) RETURNS integer LANGUAGE sql AS $$
  WITH t AS MATERIALIZED (SELECT ${s}.clock(p_now) AS now),
  c AS (DELETE FROM ${s}.challenges WHERE id IN (SELECT id FROM ${s}.challenges, t WHERE sweep_at <= t.now
    LIMIT p_most FOR UPDATE OF challenges SKIP LOCKED) RETURNING 1),
  a AS (DELETE FROM ${s}.accounts WHERE id IN (SELECT id FROM ${s}.accounts, t WHERE sweep_at <= t.now
    LIMIT p_most FOR UPDATE OF accounts SKIP LOCKED) RETURNING 1),
  k AS (DELETE FROM ${s}.counters WHERE key IN (SELECT key FROM ${s}.counters, t WHERE until <= t.now
    LIMIT p_most FOR UPDATE OF counters SKIP LOCKED) RETURNING 1)
  SELECT ((SELECT count(*) FROM c) + (SELECT count(*) FROM a) + (SELECT count(*) FROM k))::integer
$$;
`;
