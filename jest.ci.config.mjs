// The suites that `npm cit` leaves to .ci/run.
import config from "./jest.config.mjs";

export default {
  ...config,
  testMatch: ["interop/*", "browser/*", "**/*.ci"].map((name) => `<rootDir>/__tests__/${name}.test.ts`),
  testPathIgnorePatterns: ["/node_modules/"],
};
