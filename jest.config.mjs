export default {
  testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
  extensionsToTreatAsEsm: [".ts"],
  transform: { "\\.ts$": "<rootDir>/scripts/strip-types.cjs" },
  // End-to-end tests wait more than they compute, so that every core can have one.
  maxWorkers: "100%",
  testTimeout: 30_000,
};
