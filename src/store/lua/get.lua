-- ARGV: prefix, then ids. Returns a case for each. One call is half the work, for Node, of a pipeline of HMGETs.
local answers = {}
for i = 2, #ARGV do answers[i - 1] = read_case(ARGV[i]) end
return answers
