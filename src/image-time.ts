// The time limit of one image, as arithmetic on the given clock: its own time, and the pauses that stop the clock.
import { DeadlinePassed } from "./deadline.ts";
import type { Clock } from "./ports.ts";

/** A time in which a host accepts no request, because it asked for it: Retry-After. */
export interface Pause {
  readonly host: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** What is left of an image's time: of its own, and of the pauses that stop the clock. */
export interface TimeLeft {
  readonly ownMs: number;
  readonly pausesMs: number;
}

/** A running time limit. Its signal aborts with {@link DeadlinePassed}. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  /** When the time ends, on the clock, by the pauses that are known now. A further pause makes it later, never earlier. */
  readonly endsAtMs: () => number;
}

/** The pauses from a time on, in their order and without overlap. */
function spansFrom(fromMs: number, pauses: readonly Pause[]): readonly Pick<Pause, "fromMs" | "untilMs">[] {
  const spans: Pick<Pause, "fromMs" | "untilMs">[] = [];
  let coveredMs = fromMs;
  for (const pause of pauses.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const beginsMs = Math.max(pause.fromMs, coveredMs);
    if (pause.untilMs <= beginsMs) continue;
    spans.push({ fromMs: beginsMs, untilMs: pause.untilMs });
    coveredMs = pause.untilMs;
  }
  return spans;
}

/** When the time of a part ends that began with so much left. */
export function endOf(left: TimeLeft, startedAtMs: number, pauses: readonly Pause[]): number {
  let endMs = startedAtMs + left.ownMs;
  let pausesMs = left.pausesMs;
  for (const span of spansFrom(startedAtMs, pauses)) {
    if (span.fromMs >= endMs) break;
    const stoppedMs = Math.min(pausesMs, span.untilMs - span.fromMs);
    endMs += stoppedMs;
    pausesMs -= stoppedMs;
  }
  return endMs;
}

/** What is left after a part that began with so much left. */
export function leftAfter(left: TimeLeft, startedAtMs: number, nowMs: number, pauses: readonly Pause[]): TimeLeft {
  const pausedMs = spansFrom(startedAtMs, pauses)
    .map(({ fromMs, untilMs }) => Math.max(0, Math.min(untilMs, nowMs) - fromMs))
    .reduce((sum, each) => sum + each, 0);
  const stoppedMs = Math.min(left.pausesMs, pausedMs);
  return { ownMs: left.ownMs - (nowMs - startedAtMs - stoppedMs), pausesMs: left.pausesMs - stoppedMs };
}

/** The time of one image over all parts of its work. While it waits for other images or for a free slot, no part runs. */
export class ImageTime {
  readonly #clock: Clock;
  readonly #limitMs: number;
  #left: TimeLeft;

  constructor(clock: Clock, limitMs: number) {
    this.#clock = clock;
    this.#limitMs = limitMs;
    this.#left = { ownMs: limitMs, pausesMs: limitMs };
  }

  /** Runs one part of the work. `pauses`: those of the registries that the image is read from, as they become known. */
  async run<T>(
    signal: AbortSignal,
    pauses: () => readonly Pause[],
    work: (limit: TimeLimit) => Promise<T>,
  ): Promise<T> {
    const clock = this.#clock;
    const left = this.#left;
    const startedAtMs = clock.nowMs();
    // A part may find nothing left. It still starts, so that it fails as every other part does.
    const endsAtMs = () => Math.max(startedAtMs + 1, endOf(left, startedAtMs, pauses()));
    const expired = new AbortController();
    const over = new AbortController();
    const watch = async () => {
      for (let leftMs = endsAtMs() - clock.nowMs(); leftMs > 0; leftMs = endsAtMs() - clock.nowMs()) {
        await clock.sleep(leftMs, over.signal);
      }
      expired.abort(new DeadlinePassed(this.#limitMs));
    };
    watch().catch(() => undefined);
    try {
      return await work({ signal: AbortSignal.any([signal, expired.signal]), endsAtMs });
    } finally {
      over.abort();
      this.#left = leftAfter(left, startedAtMs, clock.nowMs(), pauses());
    }
  }
}
