// The operations in Redis: one Lua script each, which Redis runs alone. Arguments of every script: the prefix of all
// keys, and the time, which is empty but in tests, so that Redis's own clock counts.
//
// Keys: `c:` a challenge, `t:` the challenge of a token, `u:` the challenges of an account that nothing has replaced, by
// the time of issue, `a:` an account's failures, `l:` a counter. Each ends by itself; what is at rest has no key.

const common = `
local P = ARGV[1]
local now = tonumber(ARGV[2])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local HOUR = 3600000

local function load(id)
  local flat = redis.call('HGETALL', P .. 'c:' .. id)
  if #flat == 0 then return nil end
  local row = {}
  for i = 1, #flat, 2 do row[flat[i]] = flat[i + 1] end
  return row
end

local function text(number) return string.format('%.0f', number) end

local function answer(given)
  given.now = now
  return cjson.encode(given)
end

local function is_live(r)
  return not r.confirmedAt and not r.replacedBy and not r.ended and tonumber(r.left) > 0 and now < tonumber(r.expires)
end

local function load_account(id)
  local found = redis.call('HMGET', P .. 'a:' .. id, 'failures', 'until', 'undelivered')
  return { id = id, failures = tonumber(found[1]) or 0, locked = tonumber(found[2]) or 0, undelivered = found[3] }
end

local function save_account(a, at)
  local key = P .. 'a:' .. a.id
  if a.failures == 0 and not a.undelivered then return redis.call('DEL', key) end
  redis.call('HSET', key, 'failures', a.failures, 'until', text(a.locked))
  if a.undelivered then redis.call('HSET', key, 'undelivered', a.undelivered)
  else redis.call('HDEL', key, 'undelivered') end
  if a.locked >= FOREVER then return redis.call('PERSIST', key) end
  local kept = at + AT_REST
  if a.failures > 0 then kept = at + AFTER_FAILURE end
  redis.call('PEXPIRE', key, text(math.max(1, kept - now, a.locked - now)))
end

local function newest_of(row)
  while row.replacedBy do
    local nextRow = load(row.replacedBy)
    if not nextRow then break end
    row = nextRow
  end
  return row
end

local function of_account(account)
  local rows = {}
  local key = P .. 'u:' .. account
  for _, id in ipairs(redis.call('ZRANGE', key, 0, -1)) do
    local row = load(id)
    if row then rows[#rows + 1] = row else redis.call('ZREM', key, id) end
  end
  return rows
end

-- Whether a counter's window is open: one whose end is far off is of a clock that was set back.
local function is_open(ends, window) return ends and now < ends and ends < now + 2 * window end

-- When the limits let one more pass; nil where they do now.
local function reached(limits)
  local latest
  for _, l in ipairs(limits) do
    local c = redis.call('HMGET', P .. 'l:' .. l.key, 'count', 'until')
    local ends = tonumber(c[2])
    if is_open(ends, l.window) and tonumber(c[1]) >= l.limit and (not latest or ends > latest) then latest = ends end
  end
  return latest
end

-- A key that stands there twice counts once.
local function count_up(limits)
  local counted = {}
  for _, l in ipairs(limits) do
    local key = P .. 'l:' .. l.key
    if not counted[key] then
      counted[key] = true
      local ends = tonumber(redis.call('HGET', key, 'until'))
      if not is_open(ends, l.window) then
        redis.call('HSET', key, 'count', 0, 'until', text(now + l.window))
        redis.call('PEXPIRE', key, text(l.window))
      end
      redis.call('HINCRBY', key, 'count', 1)
    end
  end
end

-- An index lives as long as the longest of what it lists.
local function list(key, id, ttl)
  redis.call('ZADD', key, text(now), id)
  if redis.call('PTTL', key) < ttl then redis.call('PEXPIRE', key, text(ttl)) end
end
`;

const put = `
local id, account, client = ARGV[3], ARGV[4], ARGV[5]
local facts, lifetime, cooldown, attempts = ARGV[6], tonumber(ARGV[7]), tonumber(ARGV[8]), ARGV[9]
local destination, replaces, key = ARGV[10], ARGV[11], ARGV[12]
local live, limits = tonumber(ARGV[13]), cjson.decode(ARGV[14])
local root, step, mac = ARGV[15], ARGV[16], ARGV[17]
local newest
if replaces ~= '' then
  newest = load(replaces)
  if not newest or newest.client ~= client then return answer({ kind = 'challenge-unknown' }) end
  while true do
    if key ~= '' and newest.madeUnder == key then return answer({ kind = 'repeated', row = newest }) end
    if not newest.replacedBy then break end
    local nextRow = load(newest.replacedBy)
    if not nextRow then break end
    newest = nextRow
  end
  if newest.confirmedAt or newest.ended == 'revoked' then return answer({ kind = 'challenge-unknown' }) end
end
local a = load_account(account)
if now < a.locked then return answer({ kind = 'locked', ['until'] = a.locked }) end
-- The destination comes only where it may be told.
if a.undelivered and a.undelivered == destination then
  a.undelivered = false
  save_account(a, now)
  return answer({ kind = 'undeliverable' })
end
if newest and now >= tonumber(newest.issuedAt) and now < tonumber(newest.resendAt) then
  return answer({ kind = 'too-soon', ['until'] = tonumber(newest.resendAt) })
end
local limited = reached(limits)
if limited then return answer({ kind = 'limited', ['until'] = limited }) end
count_up(limits)

local index = P .. 'u:' .. account
if newest then
  redis.call('HSET', P .. 'c:' .. newest.id, 'replacedBy', id)
  redis.call('ZREM', P .. 'u:' .. newest.account, newest.id)
end
local alive = {}
for _, row in ipairs(of_account(account)) do
  if is_live(row) then alive[#alive + 1] = row end
end
for i = 1, #alive - live + 1 do redis.call('HSET', P .. 'c:' .. alive[i].id, 'ended', 'displaced') end
local row = P .. 'c:' .. id
redis.call('HSET', row, 'id', id, 'root', root, 'client', client, 'account', account, 'step', step, 'mac', mac,
  'facts', facts, 'left', attempts, 'issuedAt', text(now), 'expires', text(now + lifetime),
  'resendAt', text(now + cooldown))
if key ~= '' then redis.call('HSET', row, 'madeUnder', key) end
redis.call('PEXPIRE', row, text(lifetime + HOUR))
list(index, id, lifetime + HOUR)
if a.undelivered then
  a.undelivered = false
  save_account(a, now)
end
return answer({ kind = 'stored', row = load(id) })
`;

const attempt = `
local id, client, mac, key, token, lifetime = ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7], tonumber(ARGV[8])
local locks, limits = cjson.decode(ARGV[9]), cjson.decode(ARGV[10])
local function uncharged(given)
  given.charged = false
  return answer(given)
end
local r = load(id)
if not r or r.client ~= client then return uncharged({ kind = 'challenge-unknown' }) end
if key ~= '' and r['a:' .. key] then return uncharged(cjson.decode(r['a:' .. key])) end
local a = load_account(r.account)
if r.confirmedAt then return uncharged({ kind = 'already-used' }) end
if r.replacedBy or r.ended == 'displaced' then return uncharged({ kind = 'expired', reason = 'replaced' }) end
if r.ended == 'revoked' then return uncharged({ kind = 'expired' }) end
if now < a.locked then return uncharged({ kind = 'account-locked', ['until'] = a.locked }) end
if tonumber(r.left) < 1 then return uncharged({ kind = 'locked' }) end
if now >= tonumber(r.expires) then return uncharged({ kind = 'expired' }) end
local limited = reached(limits)
if limited then return uncharged({ kind = 'limited', ['until'] = limited }) end

local row = P .. 'c:' .. id
local left = redis.call('HINCRBY', row, 'left', -1)
local given
if r.mac == mac then
  local ends = now + lifetime
  given = { kind = 'confirmed', tokenExpires = ends }
  redis.call('HSET', row, 'confirmedAt', text(now), 'tokenHash', token, 'tokenExpires', text(ends))
  local kept = math.max(tonumber(r.expires), ends) + HOUR - now
  redis.call('PEXPIRE', row, text(kept))
  list(P .. 'u:' .. r.account, id, kept)
  redis.call('ZADD', P .. 'u:' .. r.account, r.issuedAt, id)
  redis.call('SET', P .. 't:' .. token, id, 'PX', text(kept))
  a.failures = 0
  a.locked = 0
else
  a.failures = a.failures + 1
  local past = a.failures - locks.firstAt
  if a.failures >= locks.hardAt then a.locked = FOREVER
  elseif past >= 0 and past % locks.every == 0 then
    a.locked = now + math.min(locks.first * 2 ^ (past / locks.every), locks.longest)
  end
  if now < a.locked then given = { kind = 'account-locked', ['until'] = a.locked }
  elseif left < 1 then given = { kind = 'locked' }
  else given = { kind = 'incorrect', attemptsRemaining = left } end
  count_up(limits)
end
if key ~= '' then redis.call('HSET', row, 'a:' .. key, cjson.encode(given)) end
save_account(a, now)
given.charged = true
return answer(given)
`;

const redeem = `
local token, challenge, client, step, key = ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7]
local id = redis.call('GET', P .. 't:' .. token)
local r = id and load(id)
if not r or (r.id ~= challenge and r.root ~= challenge) or r.client ~= client or r.step ~= step then return false end
if r.redeemed then
  if key == '' or r.redeemedUnder ~= key then return false end
  return answer({ row = r })
end
if r.ended == 'revoked' or now >= tonumber(r.tokenExpires) then return false end
redis.call('HSET', P .. 'c:' .. id, 'redeemed', '1', 'redeemedUnder', key)
return answer({ row = load(id) })
`;

const undelivered = `
local r = load(ARGV[3])
if not r then return false end
redis.call('HSET', P .. 'c:' .. r.id, 'undelivered', '1')
local a = load_account(r.account)
a.undelivered = cjson.decode(r.facts).destination
save_account(a, tonumber(r.expires))
`;

const revoke = `
local rows
if ARGV[3] ~= '' then
  local r = load(ARGV[3])
  rows = r and { newest_of(r) } or {}
else
  rows = of_account(ARGV[4])
end
local count = 0
for _, r in ipairs(rows) do
  if not r.replacedBy and not r.redeemed and r.ended ~= 'revoked' then
    redis.call('HSET', P .. 'c:' .. r.id, 'ended', 'revoked')
    count = count + 1
  end
end
return answer({ count = count })
`;

const status = `
local a = load_account(ARGV[3])
local live = 0
for _, r in ipairs(of_account(ARGV[3])) do
  if is_live(r) then live = live + 1 end
end
return answer({ failures = a.failures, lockedUntil = a.locked, undelivered = a.undelivered or nil, live = live })
`;

const unlock = `
local a = load_account(ARGV[3])
local some = a.failures > 0 or a.locked > 0
a.failures = 0
a.locked = 0
save_account(a, now)
return answer({ unlocked = some })
`;

export type Scripts = ReturnType<typeof scriptsWith>;

/** The scripts, with the engine's times in them. */
export function scriptsWith(times: {
  readonly forever: number;
  readonly atRest: number;
  readonly afterFailure: number;
}) {
  const constants = `
local FOREVER, AT_REST, AFTER_FAILURE = ${times.forever}, ${times.atRest}, ${times.afterFailure}`;
  const whole = (body: string): string => `${constants}${common}${body}`;
  return {
    put: whole(put),
    attempt: whole(attempt),
    redeem: whole(redeem),
    undelivered: whole(undelivered),
    revoke: whole(revoke),
    status: whole(status),
    unlock: whole(unlock),
  };
}
