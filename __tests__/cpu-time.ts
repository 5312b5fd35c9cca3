// Measures work by the CPU time that it takes, so that bounds on hostile input hold on a busy machine too.

const TRIES = 3;

/** Milliseconds of CPU of the fastest of three tries: what the work itself takes, without warm-up and garbage of others. */
export function cpuTimeMs(work: () => unknown): number {
  const triesMs = Array.from({ length: TRIES }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...triesMs);
}
