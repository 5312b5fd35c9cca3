/** What runs in .ci/run and at night only: other programs, a browser, a build, many crashes and faults. See jest.ci.config.mjs. */
const CI_ONLY = ["/__tests__/interop/", "/__tests__/browser/", "\\.ci\\.test\\.ts$"];

export default {
  testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", ...CI_ONLY],
  extensionsToTreatAsEsm: [".ts"],
  transform: {
    "\\.ts$": "<rootDir>/scripts/strip-types.cjs",
    "/@actions/(languageservice|workflow-parser)/.*\\.js$": "<rootDir>/scripts/json-imports.cjs",
  },
  transformIgnorePatterns: ["/node_modules/(?!@actions/(languageservice|workflow-parser)/)"],
  // End-to-end tests wait more than they compute, so that every core can have one.
  maxWorkers: "100%",
  // ES modules of a finished test file are not freed. A worker of more than a gigabyte needs longer to end than the half second
  // that jest gives it, and is then reported as one that did not exit.
  workerIdleMemoryLimit: "600MB",
  testTimeout: process.env.BUNDLE_ALWAYS === "1" ? 600_000 : 30_000,
};
