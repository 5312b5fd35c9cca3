// Gives request logs the names of jest's tests. Loaded by jest before each test file of `npm run requests -- write`.
import { relative } from "node:path";
import { expect } from "@jest/globals";
import { current } from "./recorder.ts";
import { UNSTABLE_TESTS } from "./unstable-tests.ts";

const TESTS = `${import.meta.dirname}/..`;

current.scenario = () => {
  const { testPath = "", currentTestName = "before the tests" } = expect.getState();
  const file = relative(TESTS, testPath)
    .replaceAll("\\", "/")
    .replace(/\.test\.ts$/, "");
  const isUnstable = UNSTABLE_TESTS.some((each) => each.file === file && currentTestName.includes(each.text));
  return { file, test: currentTestName, isUnstable };
};
