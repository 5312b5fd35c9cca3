// Required into a measured run: when it ends, the CPU and memory that its process took go to BENCH_USAGE_FILE.
const { readFileSync, writeFileSync } = require("node:fs");

process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  // A process inherits the peak of the one that started it; Linux states its own peak here.
  const ownPeakKb = /^VmHWM:\s+(\d+) kB/m.exec(readOwnStatus())?.[1];
  const usage = { cpuMs: (userCPUTime + systemCPUTime) / 1000, maxRssBytes: Number(ownPeakKb ?? maxRSS) * 1024 };
  writeFileSync(process.env.BENCH_USAGE_FILE, JSON.stringify(usage));
});

function readOwnStatus() {
  try {
    return readFileSync("/proc/self/status", "utf8");
  } catch {
    return "";
  }
}
