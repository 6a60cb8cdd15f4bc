-- ARGV: prefix, packed: id, revision, action, priority, judged (ms), print, verdict (JSON), highest
-- score, likeness (or ''), short of each verdict.
-- Returns for each: 0 recorded, 1 repeated, 2 stale, 3 unknown.
local given = cmsgpack.unpack(ARGV[2])
local answers, judged_ids = {}, {}
for i = 1, #given, 10 do
  local id, action, print = given[i], given[i + 2], given[i + 5]
  local priority, judged = tonumber(given[i + 3]), tonumber(given[i + 4])
  local key = case_key(id)
  local found = redis.call('HMGET', key, 'revision', 'stamp', 'history')
  local result = 0
  local standing_judged, standing_print
  if found[2] then standing_judged, standing_print = string.match(found[2], '^(%d+) (.*)$') end
  if not found[1] then
    result = 3
  elseif found[1] ~= given[i + 1] then
    result = 2
  elseif standing_print == print then
    result = 1
  elseif standing_judged and judged < tonumber(standing_judged) then
    result = 2
  else
    local wanted = action ~= 'allow' and action or nil
    local site, received, ruling, queued, events, appealed
    -- The first verdict of a case that no one touched is read off the case, and nobody ruled on it or queued it.
    local touched = standing_print or found[3]
    if touched then events = write_history(id) end
    if touched or wanted then
      local rest = redis.call('HMGET', key, 'site', 'received', 'ruling', 'queued', 'appealed')
      site, received, ruling, queued = rest[1], rest[2], rest[3], rest[4]
      appealed = rest[5]
    end
    -- An approval or a rejection stands: the case does not come back to people.
    if ruling == 'escalate' then wanted = wanted or 'review' elseif ruling then wanted = nil end
    if appealed == 'open' then wanted = 'appeal' end
    if queued and queued ~= wanted then
      dequeue(id, site, queued)
      redis.call('HDEL', key, 'queued')
      if not wanted then changed('left', id, site) end
    end
    local stamp = given[i + 4] .. ' ' .. print
    local likeness = given[i + 8] ~= '' and given[i + 8]
    if likeness then redis.call('HSET', key, 'likeness', likeness) end
    if wanted then
      enqueue(id, site, wanted, priority, tonumber(received), tonumber(given[i + 7]), likeness)
      redis.call('HSET', key, 'verdict', given[i + 6], 'stamp', stamp, 'queued', wanted, 'score', given[i + 7],
        'short', given[i + 9])
      if not queued then changed('arrived', id, site) end
    else
      redis.call('HSET', key, 'verdict', given[i + 6], 'stamp', stamp, 'score', given[i + 7], 'short',
        given[i + 9])
    end
    if not standing_print then judged_ids[#judged_ids + 1] = id end
    if events then
      local verdict = read_verdict(given[i + 6])
      redis.call('RPUSH', events,
        judged_event(tonumber(found[1]), verdict.judgedAt, action, priority, verdict.policy))
    end
  end
  answers[#answers + 1] = result
end
if #judged_ids > 0 then redis.call('ZREM', unjudged_key, unpack(judged_ids)) end
return answers
