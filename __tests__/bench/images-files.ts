// Measures what reading a file of images takes: CPU of a step whose only mistake is another input, less that of a file of one image.
import { formatSeconds, type Subject, type Table } from "./figures.ts";
import { measureRun, repeat } from "./measured-run.ts";
import { type World, withWorld } from "./world.ts";

const IMAGES = 5_000;
const DIGEST = `sha256:${"0a".repeat(32)}`;

const entriesOf = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    source: `docker.io/library/nginx${at}:1.25`,
    repository: `mirror/nginx${at}`,
    tags: ["1.25", "latest"],
  }));

/** Name of the file, and its text. */
const FORMS: readonly [string, (count: number) => string][] = [
  [
    "plain text",
    (count) =>
      entriesOf(count)
        .map(({ source, repository }) => `${source} => ${repository}:1.25,latest\n`)
        .join(""),
  ],
  [
    "YAML",
    (count) => {
      const items = entriesOf(count).map(
        ({ source, repository, tags }) =>
          `  - source: ${source}\n    repository: ${repository}\n    tags: [${tags.map((tag) => `"${tag}"`).join(", ")}]\n`,
      );
      return `version: 1\nimages:\n${items.join("")}`;
    },
  ],
  ["JSON", (count) => JSON.stringify({ version: 1, images: entriesOf(count) })],
  [
    "a lock file",
    (count) => {
      const items = entriesOf(count).map(
        ({ repository }) =>
          `  - source: ${repository}\n    digest: ${DIGEST}\n    tags:\n      - "1.25"\n      - latest\n`,
      );
      return `version: 1\nsourceRegistry: contosoprod.azurecr.io\nimages:\n${items.join("")}`;
    },
  ],
];

/** The least of several runs: what disturbs a run makes it longer. */
async function cpuMs({ azure, inputs }: World, text: string, { bundle, runs }: Subject): Promise<number> {
  const given = { ...inputs, "images-file": "images", verify: "a mistake" };
  const of = await repeat(runs, () => measureRun(azure, given, { bundle, files: { images: text }, exitCode: 1 }));
  return Math.min(...of.map((run) => run.cpuMs));
}

/** Each form of a file. Version 1.0.0 reads documents only. */
export async function measureImagesFiles(subject: Subject): Promise<Table[]> {
  return withWorld(async (world) => {
    const rows: string[][] = [];
    for (const [name, textOf] of FORMS) {
      const [one, many] = [await cpuMs(world, textOf(1), subject), await cpuMs(world, textOf(IMAGES), subject)];
      rows.push([name, String(Math.round(textOf(IMAGES).length / 1024)), formatSeconds(many - one)]);
    }
    return [{ labels: [`${IMAGES} images`, "KiB"], figures: ["CPU"], rows }];
  });
}
