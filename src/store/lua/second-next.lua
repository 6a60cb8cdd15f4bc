-- ARGV: prefix, who asks, site (or ''), lease (ms). Returns the case (JSON), or nothing. Looks at the oldest 1,000: who
-- decided all of those has done enough.
local by, site = ARGV[2], ARGV[3]
for _, id in ipairs(redis.call('ZRANGE', second_open_key, 0, 999)) do
  local json = redis.call('HGET', second_cases_key, id)
  local review = json and cjson.decode(json)
  if review and review.moderator ~= by and (site == '' or review.site == site) then
    local held = redis.call('GET', second_given_key(id))
    if not held or held == by then
      redis.call('SET', second_given_key(id), by, 'PX', ARGV[4])
      return json
    end
  end
end
return false
