-- For wrk: each request by a port of the host's that nobody has asked yet, with the same page.
local start, number = os.time(), 0

request = function()
  number = number + 1
  return wrk.format("GET", wrk.path, { Host = wrk.host .. ":" .. start .. number })
end
