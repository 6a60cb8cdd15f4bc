-- ARGV: prefix, id, appeal (JSON), event (JSON without revision).
-- Returns appealed, repeated, unfit or unknown.
local id = ARGV[2]
local key = case_key(id)
local found = redis.call('HMGET', key, 'revision', 'ruling', 'queued', 'appeal', 'site', 'received', 'verdict', 'score',
  'likeness')
if not found[1] then return 'unknown' end
if found[4] then return 'repeated' end
local site, queued = found[5], found[3]
if found[2] ~= 'reject' and (found[2] or queued ~= 'block') then return 'unfit' end
if queued then dequeue(id, site, queued) end
local verdict = found[7] and read_verdict(found[7]) or { priority = 0 }
redis.call('RPUSH', write_history(id), with_revision(ARGV[4], found[1]))
enqueue(id, site, 'appeal', verdict.priority, tonumber(found[6]), tonumber(found[8] or 0), found[9])
redis.call('HSET', key, 'appeal', ARGV[3], 'appealed', 'open', 'queued', 'appeal')
changed('appealed', id, site)
return 'appealed'
