-- ARGV: prefix, id, who answers (or '': it is taken back), ruling, opinions to keep. Returns the case (JSON), or nothing.
local id, by = ARGV[2], ARGV[3]
local json = redis.call('HGET', second_cases_key, id)
if by ~= '' and (not json or redis.call('GET', second_given_key(id)) ~= by) then return false end
redis.call('ZREM', second_open_key, id)
redis.call('HDEL', second_cases_key, id)
redis.call('DEL', second_given_key(id))
if by == '' then return false end
local review = cjson.decode(json)
local key = second_opinions_key(review.site)
redis.call('LPUSH', key, review.ruling .. ' ' .. ARGV[4])
redis.call('LTRIM', key, 0, tonumber(ARGV[5]) - 1)
return json
