-- For wrk: each request by an address that nobody has asked for yet, with the same page.
local start, number = os.time(), 0

request = function()
  number = number + 1
  return wrk.format("GET", wrk.path .. "?v=" .. start .. "-" .. number)
end
