-- ARGV: prefix, id, moderator, event (JSON without revision). Returns 1 if this moderator held the claim.
local id = ARGV[2]
local held = redis.call('GET', claim_key(id))
if not held or held_by_another(held, ARGV[3]) then return 0 end
redis.call('DEL', claim_key(id))
local revision = redis.call('HGET', case_key(id), 'revision')
redis.call('RPUSH', write_history(id), with_revision(ARGV[4], revision))
return 1
