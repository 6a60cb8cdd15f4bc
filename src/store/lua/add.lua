-- ARGV: prefix, received (ms), packed: id, text, about, site, article (or ''), digest of the author (or '') of each
-- submission.
-- Returns for each: result (0 created, 1 revised, 2 repeated, 3 refused), revision.

-- So many additions of each site are kept (keptNewest in comment-store.ts); what is older goes by the thousand. A
-- list: a sorted set costs intake 3 %, and this nothing to speak of; erasing looks through it for 1.4 ms, but is rare.
local newest_kept, newest_slack = 100000, 1000
local author_kept, author_slack = 100, 20

local received, given = ARGV[2], cmsgpack.unpack(ARGV[3])
local answers, fresh, fresh_by_site = {}, {}, {}
for i = 1, #given, 6 do
  local id, text, about, site, article = given[i], given[i + 1], given[i + 2], given[i + 3], given[i + 4]
  local author = given[i + 5]
  local key = case_key(id)
  local found = redis.call('HMGET', key, 'revision', 'site', 'text', 'queued')
  local revision = tonumber(found[1])
  local result
  if not revision then
    result, revision = 0, 1
  elseif found[2] ~= site then
    result = 3
  elseif found[3] == text then
    result = 2
  else
    result = 1
    local events = write_history(id)
    revision = revision + 1
    if found[4] then
      dequeue(id, site, found[4])
      changed('left', id, site)
    end
    redis.call('DEL', claim_key(id))
    redis.call('HDEL', key, 'verdict', 'short', 'stamp', 'article', 'decision', 'ruling', 'decided', 'queued', 'score', 'likeness',
      'before', 'appeal', 'appealed', 'author')
    redis.call('RPUSH', events,
      cjson.encode({ type = 'submitted', at = tonumber(received), revision = revision }))
  end
  if result < 2 then
    redis.call('HSET', key, 'text', text, 'about', about, 'site', site, 'revision', revision,
      'received', received)
    if article ~= '' then redis.call('HSET', key, 'article', article) end
    if author ~= '' then
      redis.call('HSET', key, 'author', author)
      local known = author_key(site, author)
      if redis.call('RPUSH', known, id) > author_kept + author_slack then
        redis.call('LTRIM', known, -author_kept, -1)
      end
    end
    fresh[#fresh + 1] = received
    fresh[#fresh + 1] = id
    local siblings = fresh_by_site[site]
    if not siblings then
      siblings = {}
      fresh_by_site[site] = siblings
    end
    siblings[#siblings + 1] = id
  end
  answers[#answers + 1] = result
  answers[#answers + 1] = revision
end
if #fresh > 0 then redis.call('ZADD', unjudged_key, unpack(fresh)) end
for site, siblings in pairs(fresh_by_site) do
  local key = newest_key(site)
  local count = redis.call('RPUSH', key, unpack(siblings))
  if count > newest_kept + newest_slack then redis.call('LTRIM', key, -newest_kept, -1) end
end
return answers
