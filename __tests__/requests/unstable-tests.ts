// Tests whose requests depend on timing by their nature. Their runs get no request log.

/** A test file, and a part of the names of its tests that stands in it as it is. */
export const UNSTABLE_TESTS: readonly { readonly file: string; readonly text: string; readonly why: string }[] = [
  { file: "e2e/crash", text: "survives crashes before", why: "the target holds what the killed run had imported" },
  { file: "e2e/crash.ci", text: "crashes at random moments", why: "the target holds what the killed run had imported" },
  {
    file: "e2e/rivals.ci",
    text: "of Azure Resource Manager is kept by all images",
    why: "throttled imports are repeated",
  },
  {
    file: "e2e/rivals.ci",
    text: "of the target is kept by all images",
    why: "the fault strikes the 11th parallel read",
  },
  { file: "e2e/long-runs", text: "tokens that live for a few seconds", why: "tokens expire during the run" },
  {
    file: "e2e/foreign-places.ci",
    text: "endless pages of referrers come to an end",
    why: "other referrers are read meanwhile",
  },
  {
    file: "e2e/foreign-places.ci",
    text: "a path without a scheme",
    why: "the target may show the import before the first poll",
  },
];
