-- ARGV: prefix, id, view (JSON), how the JSON of one's own begins, most of one's own, most of all. Returns 1 if kept.
local id, own = ARGV[2], ARGV[4]
local all = redis.call('HGETALL', views_key)
local mine, others = 0, 0
for i = 1, #all, 2 do
  if all[i] ~= id then
    others = others + 1
    if string.sub(all[i + 1], 1, #own) == own then mine = mine + 1 end
  end
end
if mine >= tonumber(ARGV[5]) or others >= tonumber(ARGV[6]) then return 0 end
redis.call('HSET', views_key, id, ARGV[3])
return 1
