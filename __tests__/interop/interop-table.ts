// Owns the interoperability table: what became of each scenario at each registry with each client. Knows no test framework.

export const REGISTRIES = ["in memory", "docker-registry"] as const;
export const CLIENTS = ["skopeo", "az"] as const;

export type RegistryKind = (typeof REGISTRIES)[number];
export type ClientName = (typeof CLIENTS)[number];
export type CellState = "pass" | "FAIL" | "not installed" | "not run";

export interface InteropTable {
  set(scenario: string, registry: RegistryKind, client: ClientName, state: CellState): void;
  /** As Markdown, without a heading. */
  render(): string;
}

const columns = REGISTRIES.flatMap((registry) => CLIENTS.map((client) => ({ registry, client })));

/** A table of these scenarios in which nothing has run yet. */
export function createInteropTable(scenarios: readonly string[]): InteropTable {
  const cells = new Map<string, CellState>();
  const keyOf = (...parts: string[]) => parts.join("\0");
  return {
    set: (scenario, registry, client, state) => void cells.set(keyOf(scenario, registry, client), state),
    render() {
      const rows = [
        ["scenario", ...columns.map(({ registry, client }) => `${registry}, ${client}`)],
        ...scenarios.map((scenario) => [
          scenario,
          ...columns.map(({ registry, client }) => cells.get(keyOf(scenario, registry, client)) ?? "not run"),
        ]),
      ];
      const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? [];
      const [head, ...body] = rows.map((row) => row.map((text, at) => text.padEnd(widths[at] ?? 0)));
      const rule = widths.map((width) => "-".repeat(width));
      return [head ?? [], rule, ...body].map((row) => `| ${row.join(" | ")} |\n`).join("");
    },
  };
}
