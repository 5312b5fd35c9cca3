// The shortened recordings say nothing that the full ones do not, and leave no exchange out.
import { readdirSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { inventions } from "../../recordings/comparison.ts";
import { FOLDER, readFull, SHORTENED } from "../../recordings/library.ts";
import type { Exchange } from "../../recordings/recording.ts";

const full = readFull();
const shortened = [...SHORTENED.recordings.values()];

it("116 exchanges in 33 recordings are in this repository", () => {
  expect(shortened).toHaveLength(33);
  expect(shortened.flatMap(({ exchanges }) => exchanges)).toHaveLength(116);
});

(full === undefined ? describe.skip : describe)("the shortened recordings against the full ones", () => {
  it("are all of them", () => {
    const files = readdirSync(FOLDER).map((name) => name.replace(/\.json$/, ""));
    expect([...SHORTENED.recordings.keys()].sort()).toEqual(files.sort());
    for (const { file, exchanges } of shortened)
      expect([file, exchanges.length]).toEqual([file, full?.recordings.get(file)?.exchanges.length]);
  });

  it.each(shortened.map((recording) => [recording.file, recording] as const))(
    "%s invents nothing",
    (file, recording) => {
      const whole = full?.recordings.get(file)?.exchanges ?? [];
      const found = recording.exchanges.map((exchange, at) => inventions(exchange, whole[at] ?? exchange));
      expect(found).toEqual(found.map(() => []));
    },
  );

  it.each<[string, (exchange: Exchange) => Exchange]>([
    ["status", (exchange) => ({ ...exchange, response: { ...exchange.response, status: 200 } })],
    ["headers", (exchange) => ({ ...exchange, response: { ...exchange.response, headers: { "retry-after": "1" } } })],
    [
      "body",
      (exchange) => ({ ...exchange, response: { ...exchange.response, body: { errors: [{ code: "DENIED" }] } } }),
    ],
    ["URL", (exchange) => ({ ...exchange, request: { ...exchange.request, url: "https://example.com/v2/" } })],
  ])("are found to invent another %s", (what, plant) => {
    const [exchange] = SHORTENED.recordings.get("acr-challenge-exchange-token")?.exchanges ?? [];
    const [whole] = full?.recordings.get("acr-challenge-exchange-token")?.exchanges ?? [];
    if (exchange === undefined || whole === undefined) throw new Error("the recording is missing");
    expect(inventions(plant(exchange), whole)).toEqual([`${what}: not as recorded`]);
  });
});
