-- Public applications, one after the other: each with its own once-token, so that each is a case.
-- COOKIE, CSRF and ORGAN come from the environment (scripts/bench). Counts answers that are not 303.
-- SPDX-License-Identifier: MIT
local cookie, csrf, organ = os.getenv("COOKIE"), os.getenv("CSRF"), os.getenv("ORGAN")
local threads = {}

function setup(thread)
  thread:set("id", #threads)
  table.insert(threads, thread)
end

local n = 0
function request()
  n = n + 1
  local body = string.format("csrf=%s&once=bench-%d-%s-%09d&organ=%s&about=get&who=person&id_kind=ID"
    .. "&name=%%E7%%A4%%BA%%E4%%BE%%8B&id_number=999999199007170141&phone=0874-%07d&form=ELECTRONIC&delivery=ONLINE&agree=1"
    .. "&wanted=%%E7%%AC%%AC%d%%E4%%BB%%BD%%E9%%87%%8D%%E7%%82%%B9%%E5%%BB%%BA%%E8%%AE%%BE%%E9%%A1%%B9%%E7%%9B%%AE%%E5%%90%%8D%%E5%%8D%%95",
    csrf, id, os.getenv("ROUND"), n, organ, n % 10000000, n)
  return wrk.format("POST", "/request/send",
    { ["Cookie"] = cookie, ["Content-Type"] = "application/x-www-form-urlencoded" }, body)
end

bad = 0
function response(status)
  if status ~= 303 then bad = bad + 1 end
end

function done(summary)
  local wrong = 0
  for _, t in ipairs(threads) do wrong = wrong + t:get("bad") end
  io.write(string.format("SUBMIT %.1f %d\n", (summary.requests - wrong) / (summary.duration / 1e6), wrong))
end
