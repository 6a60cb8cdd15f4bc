-- ARGV: prefix, id, moderator, lease (ms), claim, event (JSON without revision), until, 1 to take it over.
-- Returns {'unknown'}, {'held', claim} or {'claimed', claim}.
local id, moderator = ARGV[2], ARGV[3]
local found = redis.call('HMGET', case_key(id), 'revision', 'site')
local revision = found[1]
if not revision then return { 'unknown' } end
local key = claim_key(id)
local held = redis.call('GET', key)
local event = ARGV[6]
if held_by_another(held, moderator) then
  if ARGV[8] ~= '1' then return { 'held', held } end
  event = '{"from":' .. cjson.encode(string.sub(held, 26)) .. ',' .. string.sub(event, 2)
  held = nil
end
redis.call('SET', key, ARGV[5], 'PX', ARGV[4])
-- Renewing a lease is no news.
if not held then redis.call('RPUSH', write_history(id), with_revision(event, revision)) end
changed('claimed', id, found[2], 'by', moderator, 'until', ARGV[7])
return { 'claimed', ARGV[5] }
