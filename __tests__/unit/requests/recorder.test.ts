// The recorder of request logs: when it writes, where, and which runs get no log.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { LocalAzure } from "../../emulator/azure.ts";
import { current, startRecording } from "../../requests/recorder.ts";

const ENDED = { exitCode: 0, signal: null, timedOut: false };
const given = { scenario: current.scenario, folder: process.env["REQUEST_LOGS"] };
let folder: string;
/** A new one for each test, because the recorder keeps the logs of its process. */
let file: string;
let serial = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "request-logs-"));
  process.env["REQUEST_LOGS"] = folder;
  serial += 1;
  file = `e2e/suite-${serial}`;
  current.scenario = () => ({ file, test: "promotes" });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  current.scenario = given.scenario;
  if (given.folder === undefined) delete process.env["REQUEST_LOGS"];
  else process.env["REQUEST_LOGS"] = given.folder;
});

/** The part of the local Azure that the recorder reads. */
function createAzure(): LocalAzure {
  return { requests: [], connections: [] } as unknown as LocalAzure;
}

function send(azure: LocalAzure, target: string): void {
  const place = {
    time: 0,
    host: "contosoprod.azurecr.io",
    party: "registry",
    status: 200,
    answer: undefined,
    endTime: 0,
  };
  azure.requests.push({ ...place, method: "GET", target, headers: {}, body: "" });
}

function readLog(): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, `${file}.json`), "utf8"));
}

const logOf = (target: string) => ({
  beforeFirstImport: [`GET contosoprod.azurecr.io ${target}`],
  fromFirstImport: [],
  unansweredHosts: [],
  isStopped: false,
});

describe("the recorder", () => {
  it("records nothing without REQUEST_LOGS", () => {
    delete process.env["REQUEST_LOGS"];
    expect(startRecording(createAzure())).toBeUndefined();
    process.env["REQUEST_LOGS"] = "";
    expect(startRecording(createAzure())).toBeUndefined();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("numbers the runs of a test, and gives each its own requests", () => {
    const azure = createAzure();
    send(azure, "/before");
    for (const target of ["/one", "/two"]) {
      const recording = startRecording(azure);
      send(azure, target);
      recording?.finish(ENDED, {});
      send(azure, "/between");
    }
    expect(readLog()).toEqual({ "promotes, run 1": logOf("/one"), "promotes, run 2": logOf("/two") });
  });

  it("prefers the world's own name", () => {
    const azure = createAzure();
    const recording = startRecording(azure, { scenario: "entra: 403, once" });
    send(azure, "/one");
    recording?.finish(ENDED, {});
    expect(readLog()).toEqual({ "entra: 403, once, run 1": logOf("/one") });
  });

  it("logs no run that shares its local Azure with another at the same time", () => {
    const [azure, other] = [createAzure(), createAzure()];
    const [first, second, elsewhere] = [startRecording(azure), startRecording(azure), startRecording(other)];
    for (const recording of [first, second, elsewhere]) recording?.finish(ENDED, {});
    const reason = "not logged: another run used the same local Azure at the same time";
    expect(readLog()).toMatchObject({ "promotes, run 1": reason, "promotes, run 2": reason });
    expect(readLog()["promotes, run 3"]).toMatchObject({ beforeFirstImport: [] });
  });

  it("logs no run of a world or a test in which timing decides", () => {
    startRecording(createAzure(), { isUnstable: true })?.finish(ENDED, {});
    current.scenario = () => ({ file, test: "promotes", isUnstable: true });
    startRecording(createAzure())?.finish(ENDED, {});
    const reason = "not logged: timing decides what it requests";
    expect(readLog()).toEqual({ "promotes, run 1": reason, "promotes, run 2": reason });
  });

  it.each([
    ["was sent a signal", ENDED, { signal: { name: "SIGINT" } }],
    ["was ended by one", { ...ENDED, signal: "SIGKILL" }, {}],
    ["exceeded its time", { ...ENDED, timedOut: true }, {}],
  ] as const)("logs no run that %s", (_name, run, options) => {
    startRecording(createAzure())?.finish(run, options);
    expect(readLog()).toEqual({ "promotes, run 1": "not logged: it was interrupted" });
  });
});
