// K8: one grammar, one meaning of a name, and errors that show the form that was wanted, on the shipped bundle. The forms are
// those of public uses of `az acr import`, Import-AzContainerRegistryImage, crane, skopeo, regctl and oras; hosts are placeholders.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type ShippedRun, startWorld, type World } from "../e2e/shipped-action.ts";
import { addForeignRegistry } from "../emulator/foreign-registry.ts";
import { putImage } from "../emulator/images.ts";
import { contoso } from "../emulator/seed.ts";
import { type SeededSource, seedDockerHub, seedMicrosoftRegistry } from "../emulator/seed-sources.ts";

const FORM = "Write one image per line, for example api:build-812 => api:1.4.2,latest";
const HUB_LOGIN = Buffer.from("contoso:dckr_pat_0localAzureDockerHubToken0").toString("base64");
const RESOURCE_ID =
  "/subscriptions/0b1f6471-5555-4666-8777-988888888888/resourceGroups/rg-dev/providers/Microsoft.ContainerRegistry/registries/contosodev";

let world: World;
let hub: SeededSource;
let microsoft: SeededSource;
let staticDigest: string;

beforeAll(async () => {
  world = await startWorld();
  hub = seedDockerHub(world.azure);
  microsoft = seedMicrosoftRegistry(world.azure);
  const chainguard = addForeignRegistry(world.azure, { host: "cgr.dev", authentication: "bearer" });
  staticDigest = putImage({ store: chainguard.store, repository: "chainguard/static" }, { tag: "1" }).digest;
});

afterAll(() => world.close());

/** The tags of a repository of the target. */
const tagsOf = (repository: string) => world.prod.store.tags(repository);

describe("K8, what is refused", () => {
  let lines: ShippedRun;
  let places: ShippedRun;

  const wrong = [
    ["K8.1 a list dash", "- docker.io/library/nginx:1.25", 'the line starts with "- ".'],
    ["K8.1 a line in quotes", '"docker.io/library/nginx:1.25"', "the line is in quotes."],
    ["K8.1 a key", "image: docker.io/library/nginx:1.25", 'the line starts with the key "image".'],
    [
      "K8.3 the two characters \\n of join(…, '\\n')",
      "docker.io/library/nginx:1.25\\nquay.io/acme/tool:3",
      "the line contains the two characters \\n instead of a line break.",
    ],
    [
      "K8.3 several references in one line, as images: > makes them",
      "docker.io/library/nginx:1.25 quay.io/acme/tool:3",
      "the line contains more than one image.",
    ],
    ["K8.3 ->", "docker.io/library/nginx:1.25 -> base/nginx:1.25", 'the line has "->" where => is expected.'],
    [
      "K8.4 all tags of a repository",
      "docker.io/library/nginx:*",
      "the line contains the wildcard *, which is not supported.",
    ],
    [
      "K8.4 some tags of a repository",
      "docker.io/library/nginx:1.*",
      "the line contains the wildcard *, which is not supported.",
    ],
    ["K8.5 a resource ID", `${RESOURCE_ID}/api:build-812`, "the line contains a resource ID."],
    ["K8.10 no registry", "nginx:1.25", '"nginx:1.25" has no registry host, and source-registry is not set.'],
    [
      "K8.11 the login server of another ACR on the right side",
      "docker.io/library/nginx:1.25 => acmetest.azurecr.io/shop/api:2.0.0",
      'the target "acmetest.azurecr.io/shop/api" is in acmetest.azurecr.io, but the input registry is "contosoprod.azurecr.io".',
    ],
    [
      "K8.11 a host with a port on the right side",
      "docker.io/library/nginx:1.25 => contosoprod.azurecr.io:5000/shop/api:2.0.0",
      'the target "contosoprod.azurecr.io:5000/shop/api" has a host with a port.',
    ],
  ] as const;

  beforeAll(async () => {
    lines = await world.run({ images: wrong.map(([, line]) => line).join("\n") });
    places = await world.run(
      {
        registry: `"${contoso.prod}"`,
        environment: "Azure Cloud",
        "target-prefix": "Base/",
        "images-file": "mirror/*.yaml\nmirror/none-*.yaml\nlists/images.txt",
      },
      {
        files: {
          "mirror/a.yaml": "- docker.io/library/alpine:3.22\n- image: docker.io/library/nginx:1.25\n",
          "mirror/b.yaml": "version: 1\nimages:\n  - source: docker.io/library/nginx\n",
          "lists/images.txt": "# images\n\ndocker.io/library/alpine:3.22\ndocker.io/library/nginx:*\n",
        },
      },
    );
  });

  it.each(wrong.map(([name, line, message], at) => ({ name, line, message, at })))(
    "$name: $line",
    ({ message, at }) => {
      expect(lines.exitCode).toBe(1);
      expect(lines.requests).toEqual([]);
      const place = `images, line ${at + 1}: `;
      expect(
        `${lines.errors}\n${lines.log}`
          .split("\n")
          .filter((text) => text.includes(place))
          .join("\n"),
      ).toContain(message);
    },
  );

  it("K8.1 the expected form is shown", () => {
    expect(lines.errors).toContain(`images, line 1: the line starts with "- ".\n${FORM}`);
  });

  it("K8.5 says where the resource ID belongs", () => {
    expect(lines.log).toContain("Set source-registry to the resource ID");
  });

  it("K8.10 names Docker Hub's", () => {
    expect(lines.log).toContain("For Docker Hub, write docker.io/nginx:1.25");
  });

  it("K8.8 the quotes of registry are named", () => {
    expect(places.errors).toContain(
      String.raw`registry: "\"contosoprod.azurecr.io\"" contains quotes; write the registry without them.`,
    );
  });

  it.each([
    ["K8.7 a glob without a match", 'images-file: "mirror/none-*.yaml" matches no file.'],
    [
      "K8.7 the file and line of an item",
      'mirror/a.yaml:2: an item of the list must be a line, but this one is a map with the key "image"',
    ],
    ["K8.7 the file and line of an entry", "mirror/b.yaml:3: source: "],
    ["K8.6 the file and line of plain text", "lists/images.txt:4: the line contains the wildcard *"],
    [
      "K8.13 a choice that there is not",
      'environment must be one of azurecloud, azureusgovernment, azurechinacloud; got "Azure Cloud".',
    ],
    [
      "K8.14 a prefix that no repository begins with",
      'target-prefix must be the start of a repository name; got "Base/".',
    ],
  ])("%s", (_name, message) => {
    expect(places.errors).toContain(message);
    expect(places.requests).toEqual([]);
  });
});

describe("K8, what is promoted", () => {
  let listed: ShippedRun;
  let files: ShippedRun;

  beforeAll(async () => {
    listed = await world.run(
      {
        environment: "AzureCloud",
        "on-conflict": "Fail",
        referrers: "none",
        // Microsoft's own example of an import from Docker Hub: Import-AzContainerRegistryImage.
        "source-registry": "registry.hub.docker.com",
        "target-prefix": "base/",
        images: JSON.stringify(
          [
            "alpine:3.22",
            "contoso/base:1 => own/base:1",
            "cgr.dev/chainguard/static:1 => cgr.dev/chainguard/static:1",
            `contosodev.azurecr.io/api:build-812 => ${contoso.prod}/shop/api:2.0.0`,
          ],
          undefined,
          2,
        ),
        tags: `${contoso.prod}/base/library/alpine:stable`,
      },
      { homeFiles: { ".docker/config.json": JSON.stringify({ auths: { "index.docker.io": { auth: HUB_LOGIN } } }) } },
    );
    files = await world.run(
      {
        referrers: "none",
        "target-prefix": "mirror",
        "images-file": "lists/*.txt\nlists/**/*.yaml",
      },
      {
        files: {
          "lists/hub.txt":
            "# base images\nindex.docker.io/busybox:1.37   # a comment\n\nRegistry.Hub.Docker.com/alpine:3.22 => os/alpine\n",
          "lists/b.yaml":
            "- mcr.microsoft.com/hello-world:latest\n- 'cgr.dev/chainguard/static:1 => cgr.dev/static:1'\n",
          "lists/c.yaml": "version: 1\nsourceRegistry: contosodev.azurecr.io\nimages:\n  - source: worker:build-812\n",
          "lists/deep/d.yaml": `version: 1
sourceRegistry: index.docker.io
images:
  - source: alpine:3.22
  - source: cgr.dev/chainguard/static:1
    repository: cgr.dev/chainguard/static
    tags: [from-file]
  - source: alpine:3.22
    repository: ${contoso.prod}/shop/alpine
    tags: ["3"]
`,
          "lists/deep/ignored.json": "not listed",
        },
      },
    );
  });

  it("K8.2 a JSON array of lines in images", () => {
    expect(listed.errors).toBe("");
    expect(listed.result.counts).toEqual({ promoted: 4 });
  });

  it("K8.6, K8.7 a plain text list, YAML lists and documents by globs, in one step", () => {
    expect(files.errors).toBe("");
    expect(files.result.images.map(({ repository, status }) => `${repository} ${status}`)).toEqual([
      "mirror/library/busybox promoted",
      "os/alpine promoted",
      "mirror/hello-world promoted",
      "cgr.dev/static promoted",
      "mirror/worker promoted",
      "mirror/library/alpine promoted",
      "cgr.dev/chainguard/static promoted",
      "shop/alpine promoted",
    ]);
    expect(tagsOf("mirror/hello-world")).toEqual({ latest: microsoft.digests["hello-world:latest"] });
    expect(tagsOf("mirror/worker")).toEqual({ "build-812": world.digests.worker });
  });

  it("K8.9 registry.hub.docker.com and index.docker.io are Docker Hub, with the login of its other name", () => {
    const imports = listed.imports.filter(({ source }) => source.registryUri === "docker.io");
    expect(imports).toHaveLength(2);
    for (const { source } of imports) expect(source.credentials).toMatchObject({ username: "contoso" });
    expect(tagsOf("own/base")).toEqual({ 1: hub.digests["contoso/base:1"] });
    expect(tagsOf("mirror/library/busybox")).toEqual({ "1.37": hub.digests["library/busybox:1.37"] });
    expect(tagsOf("os/alpine")).toEqual({ "3.22": hub.digests["library/alpine:3.22"] });
    expect(tagsOf("mirror/library/alpine")).toEqual({ "3.22": hub.digests["library/alpine:3.22"] });
  });

  it("K8.11 the target's own login server on the right side, in a line and in an entry", () => {
    expect(tagsOf("shop/api")).toEqual({ "2.0.0": world.digests.api.index });
    expect(tagsOf("shop/alpine")).toEqual({ 3: hub.digests["library/alpine:3.22"] });
  });

  it("K8.12 a name that has dots at the beginning of a target, in a line and in an entry", () => {
    expect(tagsOf("cgr.dev/chainguard/static")).toEqual({ 1: staticDigest, "from-file": staticDigest });
    expect(tagsOf("cgr.dev/static")).toEqual({ 1: staticDigest });
  });

  it("K8.13 the case of choices is folded", () => {
    expect(listed.exitCode).toBe(0);
  });

  it("K8.14 target-prefix stands before repositories that are not named, after library/, and in tags", () => {
    const digest = hub.digests["library/alpine:3.22"];
    expect(tagsOf("base/library/alpine")).toEqual({ "3.22": digest, stable: digest });
    expect(tagsOf("base/own/base")).toEqual({});
  });
});
