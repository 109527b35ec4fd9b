-- Every request from another reader: 10.x.y.z in turn; the pages asked for come as arguments.
local pages, n = {}, 0

function init(args)
  for _, page in ipairs(args) do pages[#pages + 1] = page end
  n = math.random(0, 16000000)
end

function request()
  n = n + 1
  local reader = string.format("10.%d.%d.%d", math.floor(n / 65536) % 256, math.floor(n / 256) % 256, n % 256)
  return wrk.format("GET", pages[n % #pages + 1], { ["X-Reader"] = reader, ["Accept-Encoding"] = "identity" })
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format("\nTOLD {\"requests\": %d, \"seconds\": %.3f, \"p99_ms\": %.1f, \"p50_ms\": %.1f, \"errors\": %d}\n",
    summary.requests, summary.duration / 1e6, latency:percentile(99) / 1e3, latency:percentile(50) / 1e3,
    e.connect + e.read + e.write + e.status + e.timeout))
end
