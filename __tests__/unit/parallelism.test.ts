// How many images and imports may run side by side: a ceiling where one is given, growth and reduction where none is.
import { describe, expect, it } from "@jest/globals";
import { Parallelism } from "../../src/parallelism.ts";

const limits = ({ images, imports }: Parallelism) => [images.concurrency, imports.concurrency];
function after(parallelism: Parallelism, ...events: readonly ("accepted" | "throttled")[]): Parallelism {
  for (const event of events) parallelism[event]();
  return parallelism;
}
const times = (count: number, event: "accepted" | "throttled") => Array.from({ length: count }, () => event);

describe("without max-parallel", () => {
  it("begins with 32 and grows by one with each import that Azure accepts, up to 128", () => {
    expect(limits(new Parallelism(undefined))).toEqual([32, 32]);
    expect(limits(after(new Parallelism(undefined), ...times(10, "accepted")))).toEqual([42, 42]);
    expect(limits(after(new Parallelism(undefined), ...times(500, "accepted")))).toEqual([128, 128]);
  });

  it("is halved by a refusal, once for those that were sent side by side, and never below one", () => {
    const parallelism = after(new Parallelism(undefined), ...times(96, "accepted"), ...times(30, "throttled"));
    expect(limits(parallelism)).toEqual([64, 64]);
    expect(limits(after(parallelism, "accepted", "throttled"))).toEqual([32, 32]);
    const least = Array.from({ length: 9 }, () => ["accepted", "throttled"] as const).flat();
    expect(limits(after(new Parallelism(undefined), ...least))).toEqual([1, 1]);
  });
});

describe("with max-parallel", () => {
  it.each([1, 4, 256])("%i is a ceiling", (most) => {
    expect(limits(new Parallelism(most))).toEqual([most, most]);
    expect(limits(after(new Parallelism(most), ...times(300, "accepted")))).toEqual([most, most]);
  });

  it("is reduced by a refusal, and grows again up to it", () => {
    const parallelism = after(new Parallelism(8), "throttled");
    expect(limits(parallelism)).toEqual([4, 4]);
    expect(limits(after(parallelism, ...times(100, "accepted")))).toEqual([8, 8]);
  });
});
