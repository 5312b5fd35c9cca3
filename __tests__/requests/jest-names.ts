// Gives request logs the names of jest's tests. Loaded by jest before each test file of `npm run requests -- write`.
import { relative } from "node:path";
import { expect } from "@jest/globals";
import { current } from "./recorder.ts";

const TESTS = `${import.meta.dirname}/..`;

current.scenario = () => {
  const { testPath = "", currentTestName = "before the tests" } = expect.getState();
  return { file: relative(TESTS, testPath).replace(/\.test\.ts$/, ""), test: currentTestName };
};
