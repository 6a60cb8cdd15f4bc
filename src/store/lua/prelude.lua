-- Shared by every script. Fields of a case's hash:
--   text, about (JSON: the submission without id, text and site), site, revision, received (ms)
--   article (id or address; absent without one)
--   verdict (JSON without comment id and revision), short (the same without text: judged-form.ts), stamp ("<judged ms> <print>": which verdict this is)
--   score (the verdict's highest on any attribute, 0..1; absent before there is a verdict)
--   likeness (what near-duplicates share; absent where the text is too short)
--   decision (JSON), ruling and decided (the decision's ruling and id); before (the three of the decision that it
--   superseded, a line each)
--   queued (the action under which the case is in the queue for people, or `appeal`; absent when it is not)
--   appeal (JSON: at, text), appealed (`open`, or `upheld` or `overturned` and the decision's id)
--   author (a digest of it; absent without one)
--   history (present once the list of events is)

-- Highest priority first, then oldest: exact in a double, since 1000 * 2^42 + 2^42 < 2^53.
local function rank(priority, received)
  return (1000 - priority) * 4398046511104 + received
end

-- score: the highest on any attribute, 0..1. likeness: what near-duplicates share, or false.
local function enqueue(id, site, action, priority, received, score, likeness)
  local by = { [false] = rank(priority, received), time = received, score = rank(math.floor(1000 * score + 0.5), received) }
  for order, at in pairs(by) do
    redis.call('ZADD', queue_key(action, order or nil), at, id)
    redis.call('ZADD', site_queue_key(action, site, order or nil), at, id)
  end
  if likeness then redis.call('ZADD', alike_key(site, likeness), received, id) end
end

local function dequeue(id, site, action)
  for _, order in ipairs({ false, 'time', 'score' }) do
    redis.call('ZREM', queue_key(action, order or nil), id)
    redis.call('ZREM', site_queue_key(action, site, order or nil), id)
  end
  local likeness = redis.call('HGET', case_key(id), 'likeness')
  if likeness then redis.call('ZREM', alike_key(site, likeness), id) end
end

-- Tells desks what happened to a case for people; more: names and values.
local function changed(kind, id, site, ...)
  redis.call('XADD', changes_key, 'MAXLEN', '~', 10000, '*', 'kind', kind, 'case', id, 'site', site, ...)
end

-- What a judged event tells of a verdict. verdictField (case-fields.ts) writes these four first: no need to parse
-- the rest, which cjson would refuse where a note holds half a surrogate pair.
local function read_verdict(json)
  local action, priority, policy, judged_at = string.match(json,
    '^{"action":"(%a+)","priority":([%d.]+),"policy":"([^"\\]*)","judgedAt":"([^"\\]*)"')
  if action then
    return { action = action, priority = tonumber(priority), policy = policy, judgedAt = judged_at }
  end
  local read, verdict = pcall(cjson.decode, json)
  return read and verdict or {}
end

-- An event as Node wrote it, with the revision that only the script knows.
local function with_revision(event, revision)
  return '{"revision":' .. revision .. ',' .. string.sub(event, 2)
end

-- A claim is "<until, 24 characters> <moderator>".
local function held_by_another(claim, moderator)
  return claim and string.sub(claim, 26) ~= moderator
end

local function judged_event(revision, judged_at, action, priority, policy)
  return cjson.encode({
    type = 'judged', at = judged_at, revision = revision, action = action, priority = priority, policy = policy,
  })
end

-- Most cases are submitted, judged and never touched again: those two events are not written but read off the
-- case. This writes them down, in their order, before a third one is.
local function write_history(id)
  local key, events = case_key(id), events_key(id)
  local found = redis.call('HMGET', key, 'revision', 'received', 'verdict', 'history')
  if found[4] then return events end
  redis.call('HSET', key, 'history', 1)
  local revision = tonumber(found[1])
  redis.call('RPUSH', events, cjson.encode({ type = 'submitted', at = tonumber(found[2]), revision = revision }))
  if found[3] then
    local verdict = read_verdict(found[3])
    redis.call('RPUSH', events,
      judged_event(revision, verdict.judgedAt, verdict.action, verdict.priority, verdict.policy))
  end
  return events
end

-- What toCase (case-fields.ts) reads, in its order; false where there is no such comment.
local function read_case(id)
  local found = redis.call('HMGET', case_key(id), 'text', 'about', 'site', 'revision', 'received', 'verdict',
    'decision', 'history', 'appeal', 'appealed')
  if not found[1] then return false end
  -- A claim writes history: where there is none, no one ever claimed.
  found[8] = found[8] and redis.call('GET', claim_key(id))
  return found
end
