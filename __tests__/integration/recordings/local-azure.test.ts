// Asks the local Azure what the recorded services were asked, and compares status, the headers that clients read, and the shape of
// the body. Where it differs, known-differences.ts says why.
import { afterEach, describe, expect, it } from "@jest/globals";
import type { Answer } from "../../emulator/answers.ts";
import { type Answered, differencesFrom } from "../../recordings/comparison.ts";
import { readFull, SHORTENED } from "../../recordings/library.ts";
import type { Recording } from "../../recordings/recording.ts";
import { DIFFERENT, NOT_ASKED } from "./known-differences.ts";
import { ACR_SCENES } from "./scenes-acr.ts";
import { ARM_SCENES } from "./scenes-arm.ts";
import { LOGIN_SCENES } from "./scenes-logins.ts";
import { openStage, type Stage } from "./stage.ts";

const SCENES = { ...ARM_SCENES, ...ACR_SCENES, ...LOGIN_SCENES };

const answeredOf = ({ status, headers, body }: Answer): Answered => ({
  status,
  headers: new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value].flat().join(", ")])),
  body: body.toString(),
});

const isAt = (entry: { file: string; at?: readonly number[] }, file: string, at: number) =>
  entry.file === file && (entry.at?.includes(at) ?? true);
const ignoredAt = (file: string, at: number) =>
  new Set(DIFFERENT.filter((entry) => isAt(entry, file, at)).flatMap(({ ignored }) => ignored));

function differences(recording: Recording, answers: ReadonlyMap<number, Answer>, isStrict = false): string[] {
  return [...answers].flatMap(([at, answer]) => {
    const exchange = recording.exchanges[at];
    if (exchange === undefined) throw new Error(`${recording.file} has no exchange ${at}`);
    const ignored = isStrict ? new Set<string>() : ignoredAt(recording.file, at);
    return differencesFrom(exchange, answeredOf(answer), ignored).map((difference) => `${at}: ${difference}`);
  });
}

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});

async function play(recording: Recording): Promise<Map<number, Answer>> {
  stage = await openStage();
  const scene = SCENES[recording.file];
  if (scene === undefined) throw new Error(`no scene for ${recording.file}`);
  return scene(stage, recording);
}

const full = readFull();
const shortened = [...SHORTENED.recordings.values()];
const asked = shortened.filter(({ file }) => file in SCENES);

describe("the local Azure", () => {
  it.each(asked.map((recording) => [recording.file, recording] as const))("answers as in %s", async (_, recording) => {
    const answers = await play(recording);
    expect(differences(recording, answers)).toEqual([]);
    const left = recording.exchanges.map((_exchange, at) => at).filter((at) => !answers.has(at));
    expect(left).toEqual(left.filter((at) => NOT_ASKED.some((entry) => isAt(entry, recording.file, at))));
  });

  it("has a scene, or a reason for none, for every recording", () => {
    const others = shortened.filter((recording) => !asked.includes(recording)).map(({ file }) => file);
    expect(others.sort()).toEqual(
      NOT_ASKED.filter(({ at }) => at === undefined)
        .map(({ file }) => file)
        .sort(),
    );
  });

  it.each(DIFFERENT.map((entry) => [entry.file, entry.ignored.join(), entry] as const))(
    "still differs from %s in %s",
    async (file, _, entry) => {
      const recording = SHORTENED.recordings.get(file);
      if (recording === undefined) throw new Error(`no such recording: ${file}`);
      const answers = await play(recording);
      const places = [...answers].filter(([at]) => isAt(entry, file, at));
      const found = differences(recording, new Map(places), true).join("\n");
      const isFound = (place: string) => found.includes(`: ${place}`);
      expect(entry.ignored.filter((place) => !isFound(place))).toEqual([]);
    },
  );

  it.each([
    ["status", (recording: Recording) => change(recording, { status: 418 })],
    ["www-authenticate", (recording: Recording) => change(recording, { headers: { "www-authenticate": "Basic" } })],
    ["body.errors[].code", (recording: Recording) => change(recording, { body: { errors: [{ code: "OTHER" }] } })],
  ])("is found to differ from a recording with another %s", async (what, plant) => {
    const recording = SHORTENED.recordings.get("acr-challenge-exchange-token");
    if (recording === undefined) throw new Error("the recording is missing");
    expect(differences(plant(recording), await play(recording)).join()).toContain(what);
  });
});

/** The recording with another first response. */
function change(recording: Recording, response: Partial<Recording["exchanges"][number]["response"]>): Recording {
  const [first, ...rest] = recording.exchanges;
  if (first === undefined) throw new Error(`${recording.file} is empty`);
  return { ...recording, exchanges: [{ ...first, response: { ...first.response, ...response } }, ...rest] };
}

(full === undefined ? describe.skip : describe)("the local Azure against the full recordings", () => {
  it.each(asked.map(({ file }) => file))("answers as in %s", async (file) => {
    const recording = full?.recordings.get(file);
    if (recording === undefined) throw new Error(`no such file: ${file}`);
    expect(differences(recording, await play(recording))).toEqual([]);
  });
});
