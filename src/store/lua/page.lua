-- ARGV: prefix, queue key, count, then rank and id of the last case on the page before (or two empty strings).
-- Returns the number of cases, then id and rank of each on this page.
local queue, count, after_rank, after_id = ARGV[2], tonumber(ARGV[3]), ARGV[4], ARGV[5]

-- As Redis orders members: bytes. Lua's own < asks the server's locale.
local function precedes(a, b)
  for i = 1, math.min(#a, #b) do
    local x, y = string.byte(a, i), string.byte(b, i)
    if x ~= y then return x < y end
  end
  return #a < #b
end

local from = 0
if after_rank ~= '' then
  -- Comments of one batch share their rank: find the place among them, even when that case has left meanwhile.
  local low = redis.call('ZCOUNT', queue, '-inf', '(' .. after_rank)
  local high = redis.call('ZCOUNT', queue, '-inf', after_rank)
  while low < high do
    local middle = math.floor((low + high) / 2)
    local member = redis.call('ZRANGE', queue, middle, middle)[1]
    if precedes(after_id, member) then high = middle else low = middle + 1 end
  end
  from = low
end
local answer = redis.call('ZRANGE', queue, from, from + count - 1, 'WITHSCORES')
table.insert(answer, 1, redis.call('ZCARD', queue))
return answer
