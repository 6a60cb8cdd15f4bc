-- ARGV: prefix, id, moderator, lease (ms), claim (JSON), event (JSON without revision).
-- Returns {'unknown'}, {'held', claim} or {'claimed', claim}.
local id, moderator = ARGV[2], ARGV[3]
local revision = redis.call('HGET', case_key(id), 'revision')
if not revision then return { 'unknown' } end
local key = claim_key(id)
local held = redis.call('GET', key)
if held and cjson.decode(held).moderator ~= moderator then return { 'held', held } end
redis.call('SET', key, ARGV[5], 'PX', ARGV[4])
if not held then
  -- Renewing a lease is no news.
  local event = cjson.decode(ARGV[6])
  event.revision = tonumber(revision)
  redis.call('RPUSH', write_history(id), cjson.encode(event))
end
return { 'claimed', ARGV[5] }
