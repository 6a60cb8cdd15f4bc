-- ARGV: prefix, packed: ids. Returns, of each that has a verdict: id, received (ms), verdict in short (or '' where it
-- was judged before those were kept), the verdict itself (JSON, only then), decision (JSON or ''), article
-- (or '').
local answers = {}
for _, id in ipairs(cmsgpack.unpack(ARGV[2])) do
  local key = case_key(id)
  local found = redis.call('HMGET', key, 'stamp', 'received', 'short', 'decision', 'article')
  if found[1] then
    local at = #answers
    answers[at + 1], answers[at + 2], answers[at + 3] = id, found[2], found[3] or ''
    answers[at + 4] = found[3] and '' or redis.call('HGET', key, 'verdict')
    answers[at + 5] = found[4] or ''
    answers[at + 6] = found[5] or ''
  end
end
return answers
