-- ARGV: prefix, id, moderator, lease (ms), claim, event (JSON without revision).
-- Returns {'unknown'}, {'held', claim} or {'claimed', claim}.
local id, moderator = ARGV[2], ARGV[3]
local revision = redis.call('HGET', case_key(id), 'revision')
if not revision then return { 'unknown' } end
local key = claim_key(id)
local held = redis.call('GET', key)
if held_by_another(held, moderator) then return { 'held', held } end
redis.call('SET', key, ARGV[5], 'PX', ARGV[4])
-- Renewing a lease is no news.
if not held then redis.call('RPUSH', write_history(id), with_revision(ARGV[6], revision)) end
return { 'claimed', ARGV[5] }
