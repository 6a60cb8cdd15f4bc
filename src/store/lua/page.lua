-- ARGV: prefix, queue key, count, rank and id of the last case on the page before (or two empty strings), 1 to go from the
-- end.
-- Returns the number of cases, then id and rank of each on this page.
local queue, count, after_rank, after_id, backwards = ARGV[2], tonumber(ARGV[3]), ARGV[4], ARGV[5], ARGV[6] == '1'

-- As Redis orders members: bytes. Lua's own < asks the server's locale.
local function precedes(a, b)
  for i = 1, math.min(#a, #b) do
    local x, y = string.byte(a, i), string.byte(b, i)
    if x ~= y then return x < y end
  end
  return #a < #b
end

local total = redis.call('ZCARD', queue)
-- From the front: the first place after the last case. From the end: how many places lie before it.
local from = backwards and total or 0
if after_rank ~= '' then
  -- Comments of one batch share their rank: find the place among them, even when that case has left meanwhile.
  local low = redis.call('ZCOUNT', queue, '-inf', '(' .. after_rank)
  local high = redis.call('ZCOUNT', queue, '-inf', after_rank)
  while low < high do
    local middle = math.floor((low + high) / 2)
    local member = redis.call('ZRANGE', queue, middle, middle)[1]
    local before
    if backwards then before = precedes(member, after_id) else before = not precedes(after_id, member) end
    if before then low = middle + 1 else high = middle end
  end
  from = low
end
local answer
if backwards then
  local first = total - from
  answer = redis.call('ZREVRANGE', queue, first, first + count - 1, 'WITHSCORES')
else
  answer = redis.call('ZRANGE', queue, from, from + count - 1, 'WITHSCORES')
end
table.insert(answer, 1, total)
return answer
