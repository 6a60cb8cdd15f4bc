-- ARGV: prefix, then id, revision, action, priority, judged (ms), print, verdict (JSON) of each verdict.
-- Returns for each: 0 recorded, 1 repeated, 2 stale, 3 unknown.
local answers, judged_ids = {}, {}
for i = 2, #ARGV, 7 do
  local id, action, print = ARGV[i], ARGV[i + 2], ARGV[i + 5]
  local priority, judged = tonumber(ARGV[i + 3]), tonumber(ARGV[i + 4])
  local key = case_key(id)
  local found = redis.call('HMGET', key, 'revision', 'site', 'received', 'stamp', 'ruling', 'queued', 'history')
  local result = 0
  local standing_judged, standing_print
  if found[4] then standing_judged, standing_print = string.match(found[4], '^(%d+) (.*)$') end
  if not found[1] then
    result = 3
  elseif found[1] ~= ARGV[i + 1] then
    result = 2
  elseif standing_print == print then
    result = 1
  elseif standing_judged and judged < tonumber(standing_judged) then
    result = 2
  else
    local site, queued = found[2], found[6]
    -- The first verdict is read off the case, unless its history is written by now.
    local events
    if standing_print or found[7] then events = write_history(id) end
    -- An approval or a rejection stands: the case does not come back to people.
    local wanted = action ~= 'allow' and action or nil
    if found[5] == 'escalate' then wanted = wanted or 'review' elseif found[5] then wanted = nil end
    if queued and queued ~= wanted then
      dequeue(id, site, queued)
      redis.call('HDEL', key, 'queued')
    end
    local stamp = ARGV[i + 4] .. ' ' .. print
    if wanted then
      enqueue(id, site, wanted, priority, tonumber(found[3]))
      redis.call('HSET', key, 'verdict', ARGV[i + 6], 'stamp', stamp, 'queued', wanted)
    else
      redis.call('HSET', key, 'verdict', ARGV[i + 6], 'stamp', stamp)
    end
    if not standing_print then judged_ids[#judged_ids + 1] = id end
    if events then
      local verdict = read_verdict(ARGV[i + 6])
      redis.call('RPUSH', events,
        judged_event(tonumber(found[1]), verdict.judgedAt, action, priority, verdict.policy))
    end
  end
  answers[#answers + 1] = result
end
if #judged_ids > 0 then redis.call('ZREM', unjudged_key, unpack(judged_ids)) end
return answers
