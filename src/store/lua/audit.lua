-- ARGV: prefix, digest of an act that is kept once (or ''), milliseconds that it is remembered, act (JSON).
-- Returns 1 kept, 0 kept before.
if ARGV[2] ~= '' then
  if not redis.call('SET', audited_key(ARGV[2]), '1', 'NX', 'PX', ARGV[3]) then return 0 end
end
redis.call('XADD', audit_key, '*', 'act', ARGV[4])
return 1
