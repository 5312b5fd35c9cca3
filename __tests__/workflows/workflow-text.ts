/** A valid workflow of one job, with these lines after its first step. */
export const workflow = (...lines: readonly string[]) =>
  [
    "on: workflow_dispatch",
    "jobs:",
    "  a:",
    "    runs-on: ubuntu-24.04",
    "    steps:",
    "      - run: echo",
    ...lines,
    "",
  ].join("\n");
