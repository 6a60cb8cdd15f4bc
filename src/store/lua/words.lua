-- ARGV: prefix, site, version (or '': the one that stands). Returns version, words (JSON), or nothing.
local site, version = ARGV[2], ARGV[3]
if version == '' then version = redis.call('HGET', words_versions_key, site) end
local words = version and redis.call('HGET', words_key(site), version)
return words and { version, words }
