-- ARGV: prefix, site, the version that must stand, words (JSON), about this change (JSON without version), versions
-- to keep.
-- Returns 1 and the new version, or 0 and the version that stands.
local site, kept = ARGV[2], tonumber(ARGV[6])
local standing = redis.call('HGET', words_versions_key, site) or '0'
if standing ~= ARGV[3] then return { 0, tonumber(standing) } end
local version = tonumber(standing) + 1
redis.call('HSET', words_versions_key, site, version)
redis.call('HSET', words_key(site), version, ARGV[4])
redis.call('HDEL', words_key(site), version - kept)
redis.call('LPUSH', words_history_key(site), '{"version":' .. version .. ',' .. string.sub(ARGV[5], 2))
redis.call('LTRIM', words_history_key(site), 0, kept - 1)
return { 1, version }
