-- ARGV: prefix, site, what (activate, back, shadow), version (or ''), the live version that must stand (or ''), standings
-- to keep. A standing is "<live> <shadow>", each a version or '-'.
-- Returns {result, standing}: written, conflict, nothing or unknown.
local site, what, version, expected, kept = ARGV[2], ARGV[3], ARGV[4], ARGV[5], tonumber(ARGV[6])
local standing = redis.call('HGET', policies_standing_key, site) or '- -'
local live, shadow = string.match(standing, '^(%S+) (%S+)$')
if version ~= '' and redis.call('HEXISTS', policies_key(site), version) == 0 then return { 'unknown', standing } end
if what == 'activate' then
  if live ~= (expected == '' and '-' or expected) then return { 'conflict', standing } end
  redis.call('LPUSH', policies_before_key(site), live)
  redis.call('LTRIM', policies_before_key(site), 0, kept - 1)
  live = version
  if shadow == version then shadow = '-' end
elseif what == 'back' then
  local before = redis.call('LPOP', policies_before_key(site))
  if not before then return { 'nothing', standing } end
  live = before
else
  shadow = version == '' and '-' or version
end
standing = live .. ' ' .. shadow
redis.call('HSET', policies_standing_key, site, standing)
return { 'written', standing }
