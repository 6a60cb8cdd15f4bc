-- ARGV: prefix, id, decision id, event (JSON without revision), moderator.
-- Returns undone, other, stale or unknown.
local id, decision_id = ARGV[2], ARGV[3]
local key = case_key(id)
local found = redis.call('HMGET', key, 'revision', 'decided', 'before', 'verdict', 'queued', 'site', 'received', 'score',
  'likeness', 'appealed')
if not found[1] then return 'unknown' end
if found[2] ~= decision_id then
  if found[2] then return 'other' end
  for _, entry in ipairs(redis.call('LRANGE', events_key(id), 0, -1)) do
    if string.find(entry, ',"decision":' .. cjson.encode(decision_id), 1, true) then
      return string.find(entry, '"revision":' .. found[1] .. ',', 1, true) and 'other' or 'stale'
    end
  end
  return 'other'
end
local events = write_history(id)
local ruling
if found[3] then
  local before_ruling, before_id, before = string.match(found[3], '^(%a+)\n([^\n]*)\n(.*)$')
  ruling = before_ruling
  redis.call('HSET', key, 'decision', before, 'ruling', before_ruling, 'decided', before_id)
else
  redis.call('HDEL', key, 'decision', 'ruling', 'decided')
end
redis.call('HDEL', key, 'before')
redis.call('RPUSH', events, with_revision(ARGV[4], found[1]))

local verdict = found[4] and read_verdict(found[4]) or { action = 'allow', priority = 0 }
local wanted = verdict.action ~= 'allow' and verdict.action or nil
if ruling == 'escalate' then wanted = wanted or 'review' elseif ruling then wanted = nil end
-- What it answered is open again.
if found[10] == 'upheld ' .. decision_id or found[10] == 'overturned ' .. decision_id then
  redis.call('HSET', key, 'appealed', 'open')
  wanted = 'appeal'
elseif found[10] == 'open' then wanted = 'appeal' end
local site, queued = found[6], found[5]
if queued and queued ~= wanted then
  dequeue(id, site, queued)
  redis.call('HDEL', key, 'queued')
end
if wanted and queued ~= wanted then
  enqueue(id, site, wanted, verdict.priority, tonumber(found[7]), tonumber(found[8] or 0), found[9])
  redis.call('HSET', key, 'queued', wanted)
end
changed('undone', id, site, 'by', ARGV[5])
return 'undone'
