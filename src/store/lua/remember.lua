-- ARGV: prefix, digest of the idempotency key, value, time to live (ms). Returns what stood there, or nothing.
local key, value, ttl = remembered_key(ARGV[2]), ARGV[3], tonumber(ARGV[4])
local found = redis.call('GET', key)
if found then return found end
redis.call('SET', key, value, 'PX', ttl)
local reverse = remembered_for_key(value)
redis.call('SADD', reverse, ARGV[2])
if redis.call('PTTL', reverse) < ttl then redis.call('PEXPIRE', reverse, ttl) end
return false
