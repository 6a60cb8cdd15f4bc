-- ARGV: prefix, id. Returns the written history and the case, to read its first events off where nothing is written.
return { redis.call('LRANGE', events_key(ARGV[2]), 0, -1), read_case(ARGV[2]) }
