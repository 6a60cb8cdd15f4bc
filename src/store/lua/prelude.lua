-- Shared by every script. Fields of a case's hash:
--   text, about (JSON: the submission without id, text and site), site, revision, received (ms)
--   verdict (JSON without comment id and revision), stamp ("<judged ms> <print>": which verdict this is)
--   decision (JSON), ruling (the decision's)
--   queued (the action under which the case is in the queue for people; absent when it is not)

-- Highest priority first, then oldest: exact in a double, since 1000 * 2^42 + 2^42 < 2^53.
local function rank(priority, received)
  return (1000 - priority) * 4398046511104 + received
end

local function enqueue(id, site, action, priority, received)
  local at = rank(priority, received)
  redis.call('ZADD', queue_key(action), at, id)
  redis.call('ZADD', site_queue_key(action, site), at, id)
end

local function dequeue(id, site, action)
  redis.call('ZREM', queue_key(action), id)
  redis.call('ZREM', site_queue_key(action, site), id)
end

local function judged_event(revision, judged_at, action, priority, policy)
  return cjson.encode({
    type = 'judged', at = judged_at, revision = revision, action = action, priority = priority, policy = policy,
  })
end

-- Most cases are submitted, judged and never touched again: those two events are not written but read off the
-- case. This writes them down, in their order, before a third one is.
local function write_history(id)
  local events = events_key(id)
  if redis.call('EXISTS', events) == 1 then return events end
  local found = redis.call('HMGET', case_key(id), 'revision', 'received', 'verdict')
  local revision = tonumber(found[1])
  redis.call('RPUSH', events, cjson.encode({ type = 'submitted', at = tonumber(found[2]), revision = revision }))
  if found[3] then
    local verdict = cjson.decode(found[3])
    redis.call('RPUSH', events,
      judged_event(revision, verdict.judgedAt, verdict.action, verdict.priority, verdict.policy))
  end
  return events
end
