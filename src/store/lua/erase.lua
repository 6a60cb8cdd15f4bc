-- ARGV: prefix, id. Returns 1 if there was such a comment.
local id = ARGV[2]
local key = case_key(id)
local found = redis.call('HMGET', key, 'site', 'queued', 'author')
if not found[1] then return 0 end
if found[2] then
  dequeue(id, found[1], found[2])
  changed('erased', id, found[1])
end
if found[3] then redis.call('LREM', author_key(found[1], found[3]), 0, id) end
redis.call('ZREM', unjudged_key, id)
redis.call('LREM', newest_key(found[1]), 0, id)
for _, digest in ipairs(redis.call('SMEMBERS', remembered_for_key(id))) do
  redis.call('DEL', remembered_key(digest))
end
redis.call('DEL', key, events_key(id), claim_key(id), remembered_for_key(id))
return 1
