-- ARGV: prefix, id, the state that it must be in, the next one, how long it is kept from now (ms), who takes it
-- back (or ''). Returns 1 where it moved.
local key, list = operation_key(ARGV[2]), operation_ids_key(ARGV[2])
if redis.call('HGET', key, 'state') ~= ARGV[3] then return 0 end
redis.call('HSET', key, 'state', ARGV[4])
if ARGV[4] == 'running' or ARGV[4] == 'undoing' then redis.call('HSET', key, 'done', 0, 'skipped', 0) end
if ARGV[6] ~= '' then redis.call('HSET', key, 'undoneBy', ARGV[6]) end
redis.call('PEXPIRE', key, ARGV[5])
redis.call('PEXPIRE', list, ARGV[5])
return 1
