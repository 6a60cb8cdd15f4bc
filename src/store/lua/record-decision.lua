-- ARGV: prefix, id, revision, decision id, ruling, moderator, supersedes (or ''), decision (JSON), event (JSON),
-- decision id (JSON).
-- Returns {'unknown'}, {'stale', revision}, {'held', claim}, {'decided', decision}, {'recorded'},
-- or {'repeated', event} with the event that this decision wrote when it was recorded.
local id, revision, decision_id, ruling = ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local key = case_key(id)
local found = redis.call('HMGET', key, 'revision', 'decision', 'ruling', 'site', 'received', 'verdict', 'queued',
  'decided', 'score', 'likeness', 'appealed')
if not found[1] then return { 'unknown' } end
for _, entry in ipairs(redis.call('LRANGE', events_key(id), 0, -1)) do
  -- A quote inside a note is escaped: only the field itself reads like this.
  if string.find(entry, ',"decision":' .. ARGV[10] .. ',', 1, true) then return { 'repeated', entry } end
end
if found[1] ~= revision then return { 'stale', tonumber(found[1]) } end
if found[2] and found[3] ~= 'escalate' and found[8] ~= ARGV[7] then
  return { 'decided', found[2] }
end
local held = redis.call('GET', claim_key(id))
if held_by_another(held, ARGV[6]) then return { 'held', held } end

local events = write_history(id)
if found[2] then redis.call('HSET', key, 'before', found[3] .. '\n' .. found[8] .. '\n' .. found[2])
else redis.call('HDEL', key, 'before') end
redis.call('HSET', key, 'decision', ARGV[8], 'ruling', ruling, 'decided', decision_id)
redis.call('DEL', claim_key(id))
redis.call('RPUSH', events, ARGV[9])
local site, queued = found[4], found[7]
if ruling ~= 'escalate' then
  if queued then
    dequeue(id, site, queued)
    redis.call('HDEL', key, 'queued')
  end
elseif not queued then
  -- Someone else shall look: back to people, also when the machine would have let it pass.
  local action, priority = 'review', 0
  if found[6] then
    local verdict = read_verdict(found[6])
    priority = verdict.priority
    if verdict.action == 'block' then action = 'block' end
  end
  enqueue(id, site, action, priority, tonumber(found[5]), tonumber(found[9] or 0), found[10])
  redis.call('HSET', key, 'queued', action)
end
if found[11] == 'open' and ruling ~= 'escalate' then
  redis.call('HSET', key, 'appealed', (ruling == 'approve' and 'overturned ' or 'upheld ') .. decision_id)
end
changed('decided', id, site, 'by', ARGV[6], 'ruling', ruling)
return { 'recorded' }
