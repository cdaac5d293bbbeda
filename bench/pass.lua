-- wrk: every document (their paths in the file PATHS) once, then stop.
local paths = {}
for path in io.lines(os.getenv("PATHS")) do
  paths[#paths + 1] = path
end
local asked, answered = 0, 0
request = function()
  asked = asked + 1
  return wrk.format("GET", paths[(asked - 1) % #paths + 1] .. "?pass=" .. os.getenv("PASS"))
end
response = function()
  answered = answered + 1
  if answered == #paths then
    wrk.thread:stop()
  end
end
