-- ARGV: prefix, packed: ids. Returns JSON, a case for each: Node reads one long string quicker than many short.
local ids = cmsgpack.unpack(ARGV[2])
for i = 1, #ids do ids[i] = read_case(ids[i]) end
return cjson.encode(ids)
