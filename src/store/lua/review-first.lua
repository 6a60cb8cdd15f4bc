-- ARGV: prefix, site, article, '1' or '0', most. Returns 1, or 0 where there are so many already.
local site, article, on = ARGV[2], ARGV[3], ARGV[4] == '1'
local key = review_first_key(site)
local stands = redis.call('SISMEMBER', key, article) == 1
if stands == on then return 1 end
if on and redis.call('SCARD', key) >= tonumber(ARGV[5]) then return 0 end
redis.call(on and 'SADD' or 'SREM', key, article)
redis.call('HINCRBY', review_first_versions_key, site, 1)
return 1
