-- ARGV: prefix, id, moderator, event (JSON without revision). Returns 1 if this moderator held the claim.
local id = ARGV[2]
local held = redis.call('GET', claim_key(id))
if not held or held_by_another(held, ARGV[3]) then return 0 end
redis.call('DEL', claim_key(id))
local found = redis.call('HMGET', case_key(id), 'revision', 'site')
local revision = found[1]
redis.call('RPUSH', write_history(id), with_revision(ARGV[4], revision))
changed('released', id, found[2], 'by', ARGV[3])
return 1
