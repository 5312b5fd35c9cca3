// What `update-files` makes of files of real shapes: before and after.
import { describe, expect, it } from "@jest/globals";
import { pinsOf } from "../../../src/files/pins.ts";
import { updateText } from "../../../src/files/update-text.ts";
import type { ImageReport, PromotionReport, TagReport } from "../../../src/report/report.ts";
import { digestFor, imageReport, promotionReport, tagReport } from "../../builders/report.ts";

const HOST = "prod.azurecr.io";
const API = digestFor("api");
const OLD = digestFor("an earlier image");

/** An image with a status for each tag. */
function image(
  repository: string,
  tags: Readonly<Record<string, string>>,
  changes: Partial<ImageReport> = {},
): ImageReport {
  return imageReport(repository, {
    // A status that is not known here must leave references alone, so the tests invent one.
    tags: Object.entries(tags).map(([name, status]) => tagReport(name, { status: status as TagReport["status"] })),
    ...changes,
  });
}

const DEFAULT = [image("api", { "1.4.2": "created", latest: "moved" }), image("team/web", { "2.0.0": "unchanged" })];

function update(
  text: string,
  { path = "deploy/app.yaml", images = DEFAULT, ...report }: Partial<PromotionReport> & { path?: string } = {},
) {
  const pins = pinsOf(promotionReport(images, report));
  const updated = updateText(path, text, pins);
  const again = updateText(path, updated.text, pins);
  // Whatever the test is about: a second run changes nothing.
  expect({ text: again.text, edits: again.edits }).toEqual({ text: updated.text, edits: [] });
  return updated;
}

/** The text afterwards, where nothing is left alone. */
function updated(text: string, options?: Parameters<typeof update>[1]): string {
  const { text: after, left } = update(text, options);
  expect(left).toEqual([]);
  return after;
}

/** Why the only reference is left alone, and nothing changes. */
function reasonOf(text: string, options?: Parameters<typeof update>[1]): string | undefined {
  const { text: after, left, edits } = update(text, options);
  expect({ after, edits, count: left.length }).toEqual({ after: text, edits: [], count: 1 });
  return left[0]?.reason;
}

describe("full references", () => {
  it("are pinned in a Kubernetes manifest, comments and anchors stay", () => {
    const before = `apiVersion: apps/v1
kind: Deployment # ${HOST}/api:1.4.1 was here
spec:
  template:
    spec:
      initContainers:
        - image: "${HOST}/team/web:2.0.0"   # two blanks stay
      containers:
        - name: api
          image: &api ${HOST}/api:1.4.1
        - {name: sidecar, image: *api, args: [--ref=${HOST}/api:latest]}
        - image: ${HOST}/api@${OLD}
        - image: ${HOST}/api:1.4.1@${OLD}
        - image: other.azurecr.io/api:1.4.1
---
# image: ${HOST}/api:1.4.1
`;
    expect(updated(before)).toBe(`apiVersion: apps/v1
kind: Deployment # ${HOST}/api:1.4.1 was here
spec:
  template:
    spec:
      initContainers:
        - image: "${HOST}/team/web:2.0.0@${digestFor("team/web")}"   # two blanks stay
      containers:
        - name: api
          image: &api ${HOST}/api:1.4.2@${API}
        - {name: sidecar, image: *api, args: [--ref=${HOST}/api:latest@${API}]}
        - image: ${HOST}/api@${API}
        - image: ${HOST}/api:1.4.2@${API}
        - image: other.azurecr.io/api:1.4.1
---
# image: ${HOST}/api:1.4.1
`);
  });

  it("are pinned in a compose file, also as the default of a variable", () => {
    expect(
      updated(
        `services:\n  api:\n    image: \${API_IMAGE:-${HOST}/api:1.4.1}\n  web:\n    image: '${HOST}/team/web:1.9.0'\n`,
      ),
    ).toBe(
      `services:\n  api:\n    image: \${API_IMAGE:-${HOST}/api:1.4.2@${API}}\n  web:\n    image: '${HOST}/team/web:2.0.0@${digestFor("team/web")}'\n`,
    );
  });

  it("are pinned in a Dockerfile", () => {
    const before = `# ${HOST}/api:1.4.1\nARG BASE=${HOST}/api:1.4.1\nFROM --platform=$BUILDPLATFORM ${HOST}/api:1.4.1 AS base\nFROM ${HOST}/api\nCOPY --from=${HOST}/team/web /a /b\n`;
    expect(updated(before, { path: "Dockerfile" })).toBe(
      `# ${HOST}/api:1.4.1\nARG BASE=${HOST}/api:1.4.2@${API}\nFROM --platform=$BUILDPLATFORM ${HOST}/api:1.4.2@${API} AS base\nFROM ${HOST}/api@${API}\nCOPY --from=${HOST}/team/web@${digestFor("team/web")} /a /b\n`,
    );
  });

  it("are pinned in Bicep and its parameters, and not where a variable is part of them", () => {
    const before = `param image string = '${HOST}/api:1.4.1' // ${HOST}/api:1.4.1\nvar other = '${HOST}/api:\${tag}'\n`;
    expect(updated(before, { path: "main.bicep" })).toBe(
      `param image string = '${HOST}/api:1.4.2@${API}' // ${HOST}/api:1.4.1\nvar other = '${HOST}/api:\${tag}'\n`,
    );
    const parameters = (reference: string) =>
      `{\r\n  "parameters": { "image": { "value": "${reference}" },\t"run": { "value": "docker run ${reference}\\n" } }\r\n}`;
    expect(updated(parameters(`${HOST}/api:1.4.1`), { path: "main.parameters.json" })).toBe(
      parameters(`${HOST}/api:1.4.2@${API}`),
    );
  });

  it("keep a byte order mark, each line ending, and what follows a sentence", () => {
    expect(
      updated(`\uFEFF${HOST}/api:1.4.1\r\nSee ${HOST}/api:1.4.1.\rand (${HOST}/team/web:2.0.0), ü\u2028\r\n`),
    ).toBe(
      `\uFEFF${HOST}/api:1.4.2@${API}\r\nSee ${HOST}/api:1.4.2@${API}.\rand (${HOST}/team/web:2.0.0@${digestFor("team/web")}), ü\u2028\r\n`,
    );
  });

  it("may be written with another letter case, or the default port", () => {
    expect(updated(`docker://PROD.azurecr.io:443/api:1.4.1`)).toBe(`docker://PROD.azurecr.io:443/api:1.4.2@${API}`);
  });

  it.each([
    "xprod.azurecr.io/api:1.4.1",
    "x.prod.azurecr.io/api:1.4.1",
    "x-prod.azurecr.io/api:1.4.1",
    "éprod.azurecr.io/api:1.4.1",
    "proxy.example/prod.azurecr.io/api:1.4.1",
    "https://prod.azurecr.io/api:1.4.1",
    "oci://prod.azurecr.io/api:1.4.1",
    "https://portal.example/?image=prod.azurecr.io/api:1.4.1",
    "https://portal.example/images?tenant=1&image=prod.azurecr.io/api:1.4.1",
    "user@prod.azurecr.io/api:1.4.1",
    "C:\\images\\prod.azurecr.io/api:1.4.1",
    "deploy\\prod.azurecr.io\\api\\1.4.1",
    `\${PREFIX}prod.azurecr.io/api:1.4.1`,
    "prod.azurecr.io/api-gateway:1.4.1",
    "prod.azurecr.io/api/x:1.4.1",
    "prod.azurecr.io/team/api:1.4.1",
    "prod.azurecr.io/team/api/x:1.4.1",
    "prod.azurecr.io/apis:1.4.1",
    "prod.azurecr.io/api.v2:1.4.1",
    "prod.azurecr.io/api_:1.4.1",
    "prod.azurecr.io/API:1.4.1",
    "prod.azurecr.io/api/:1.4.1",
    "prod.azurecr.io/api\\x",
    "prod.azurecr.io:8443/api:1.4.1",
    "prodXazurecr.io/api:1.4.1",
    "prod.azurecr.io/api:",
    "prod.azurecr.io/api:*",
    "prod.azurecr.io/api*",
    "prod.azurecr.io/api:1.4.*",
    `prod.azurecr.io/api:\${TAG}`,
    `prod.azurecr.io/api:1.4.\${PATCH}`,
    "prod.azurecr.io/api:1.4.1-$(arch)",
    "prod.azurecr.io/api:{{ .Values.tag }}",
    `prod.azurecr.io/api:1.4.1@\${DIGEST}`,
    "prod.azurecr.io/api:1.4.1@sha256:abc",
    `prod.azurecr.io/api:1.4.1@${OLD}0`,
    `prod.azurecr.io/api:1.4.1:ro`,
    `prod.azurecr.io/api:${"1".repeat(129)}`,
    "prod.azurecr.io/api:1.4.1/x",
    "prod.azurecr.io/api:1.4.1+build",
    "prod.azurecr.io/api=prod.azurecr.io/other:1",
  ])("does not touch %s", (text) => {
    expect(update(`image: ${text}\n`)).toEqual({
      text: `image: ${text}\n`,
      edits: [],
      // A Windows path behind a repository looks like a repository alone.
      left: text.endsWith("\\x") ? [expect.objectContaining({ line: 1 })] : [],
    });
  });

  it("names line, reference and replacement of each edit", () => {
    expect(update(`a\r\nb\rimage: ${HOST}/api:1.4.1\n`).edits).toEqual([
      { line: 3, before: `${HOST}/api:1.4.1`, after: `${HOST}/api:1.4.2@${API}` },
    ]);
  });
});

describe("a repository without tag and digest", () => {
  it.each([`image: ${HOST}/api`, `  - image: "${HOST}/api"`, `{"image":"${HOST}/api"}`, `image = '${HOST}/api' # c`])(
    "is pinned as an image: %s",
    (text) => {
      expect(updated(text)).toBe(text.replace("/api", `/api@${API}`));
    },
  );

  it.each([
    `image:\n  repository: ${HOST}/api\n  tag: 1.4.1\n`,
    `image: ${HOST}/api\nimageTag: "1.4.1"\n`,
    `{"image":"${HOST}/api","tag":"1.4.1"}`,
    `spec: {image: ${HOST}/api, tag: 1.4.1}\n`,
    `using 'main.bicep'\nparam image = '${HOST}/api'\nparam imageTag = '1.4.1'\n`,
    `image: ${HOST}/api\nimage-tag: 1.4.1\n`,
    `image=${HOST}/api\napp.image.tag=1.4.1\n`,
    `name: ${HOST}/api\n`,
    `image: "${HOST}/api" + suffix\n`,
  ])("is left to other tools where the tag may be elsewhere: %j", (text) => {
    expect(reasonOf(text)).toContain("it names the repository without a tag or digest");
  });
});

describe("a repository alone beside what only looks like a key of a tag", () => {
  it.each([
    `image: ${HOST}/api\nother: \${TAG:-1.4.1}\n`,
    `image: ${HOST}/api\nother: docker.io/library/x-tag:1.4.1\n`,
    `ARG TAG=1\nFROM ${HOST}/api\n`,
  ])("is pinned: %j", (text) => {
    expect(updated(text)).toBe(text.replace(`${HOST}/api`, `${HOST}/api@${API}`));
  });
});

describe("the digest and the tag of a reference", () => {
  const two = [
    image("api", { "1.4.2": "created" }),
    image("api", { stable: "moved" }, { digest: digestFor("stable") }),
  ];

  it("are those of the requested tag, where a repository has two digests", () => {
    expect(updated(`${HOST}/api:stable ${HOST}/api:1.4.2`, { images: two })).toBe(
      `${HOST}/api:stable@${digestFor("stable")} ${HOST}/api:1.4.2@${API}`,
    );
  });

  it.each([
    [`${HOST}/api:1.4.1`, "this run has 2 digests of api, and none of them has the tag 1.4.1"],
    [`${HOST}/api@${OLD}`, "this run has 2 digests of api, and the reference has no tag to choose by"],
  ])("are unclear with two digests and no such tag: %s", (text, reason) => {
    expect(reasonOf(text, { images: two })).toBe(reason);
  });

  it.each(["kept", "held", "conflict", "pending", "a status of tomorrow"])(
    "are not those of a tag that is %s",
    (status) => {
      const images = [image("api", { "1.4.2": "created", latest: status })];
      expect(reasonOf(`${HOST}/api:latest@${OLD}`, { images })).toBe(
        `the tag api:latest is ${status}, so it does not point to the requested digest`,
      );
      // The other tags of the image are in place.
      expect(updated(`${HOST}/api:1.4.1`, { images })).toBe(`${HOST}/api:1.4.2@${API}`);
    },
  );

  it("skip a first tag that does not point to the image", () => {
    const images = [image("api", { latest: "kept", stable: "held", "1.4.2": "unchanged", "1.4": "moved" })];
    expect(updated(`${HOST}/api:1.4.1`, { images })).toBe(`${HOST}/api:1.4.2@${API}`);
  });

  it.each(["skipped", "held", "a status of tomorrow"])("are not those of an image that is %s", (status) => {
    const images = [image("api", { "1.4.2": "pending" }, { status: status as ImageReport["status"] })];
    expect(reasonOf(`${HOST}/api:1.4.1`, { images })).toBe(`an image of api is ${status}`);
    expect(reasonOf(`${HOST}/api@${OLD}`, { images })).toBe(`an image of api is ${status}`);
  });

  it("are not chosen while another image of the repository is open", () => {
    const held = image("api", { edge: "held" }, { status: "held" as ImageReport["status"] });
    expect(reasonOf(`${HOST}/api:1.4.1`, { images: [image("api", { "1.4.2": "created" }), held] })).toBe(
      "an image of api is held",
    );
  });

  it.each([
    ["1.5.0", { "1.4.2": "created" }, "its version would go down: 1.5.0 → 1.4.2"],
    // The version of the digest decides, whichever of its tags comes first.
    ["v1.5.0", { latest: "moved", "1.4.2": "created" }, "its version would go down: v1.5.0 → 1.4.2"],
    ["1.4.2", { "1.4.2-rc.1": "created" }, "its version would go down: 1.4.2 → 1.4.2-rc.1"],
    ["1.4.1-alpine", { "1.4.2": "created" }, "1.4.1-alpine and 1.4.2 are different variants"],
  ])("are left where %s would become %j", (tag, tags, reason) => {
    expect(reasonOf(`${HOST}/api:${tag}`, { images: [image("api", tags)] })).toBe(reason);
  });

  it("does not count a version that was kept", () => {
    const images = [image("api", { "1.9.0": "kept", "1.4.2": "created" })];
    expect(reasonOf(`${HOST}/api:1.5.0`, { images })).toBe("its version would go down: 1.5.0 → 1.4.2");
  });

  it.each([
    ["1.4.1-alpine", { "1.4.2-alpine": "created" }, "1.4.2-alpine"],
    ["1.5.0", { latest: "moved", "build-812": "created" }, "latest"],
    ["build-811", { "1.4.2": "created" }, "1.4.2"],
    ["1.4.1", { "1.4.1": "unchanged" }, "1.4.1"],
  ])("%s with %j becomes %s", (tag, tags, becomes) => {
    expect(updated(`${HOST}/api:${tag}`, { images: [image("api", tags)] })).toBe(`${HOST}/api:${becomes}@${API}`);
  });

  it("go back in an undo", () => {
    const images = [image("api", { latest: "moved", "1.4.0": "moved" })];
    expect(updated(`${HOST}/api:1.4.2@${OLD} ${HOST}/api:latest@${OLD}`, { images, undoes: true })).toBe(
      `${HOST}/api:latest@${API} ${HOST}/api:latest@${API}`,
    );
  });

  it("replaces a digest alone where no tag was requested, and no tag", () => {
    const images = [image("api", {})];
    expect(updated(`${HOST}/api@${OLD}`, { images })).toBe(`${HOST}/api@${API}`);
    expect(reasonOf(`${HOST}/api:1.4.1`, { images })).toBe("this run sets no tag on api, so 1.4.1 would be wrong");
  });

  it("are those of the plan in a dry run", () => {
    const images = [image("api", { "1.4.2": "created" }, { status: "planned" })];
    expect(updated(`${HOST}/api:1.4.1`, { images, dryRun: true })).toBe(`${HOST}/api:1.4.2@${API}`);
  });

  it("of an image that could not be read back need verify: best-effort", () => {
    const images = [image("api", { "1.4.2": "created" }, { status: "unverified" })];
    expect(reasonOf(`${HOST}/api:1.4.1`, { images })).toBe("an image of api is unverified");
    expect(updated(`${HOST}/api:1.4.1`, { images, unverifiedIsGood: true })).toBe(`${HOST}/api:1.4.2@${API}`);
  });
});

describe("a kustomization", () => {
  const path = "deploy/prod/kustomization.yaml";

  it("gets tag and digest in its images, and full references elsewhere", () => {
    const before = `# production
resources: [../base]
images:
  - name: api            # as in the base
    newName: ${HOST}/api
    newTag: 1.4.1 # set by the pipeline
  - newTag: "2.0.0"
    name: ${HOST}/team/web
    digest: ${OLD}
  - { name: x, newName: '${HOST}/api', newTag: '1.4.1' }
  - name: y
    newName: ${HOST}/api
  -   digest: '${OLD}'
      name: ${HOST}/api
  - name: ${HOST}/foreign
    newTag: 1.4.1
  - name: ${HOST}/api
    newName: other.azurecr.io/api
    newTag: 1.4.1
patches:
  - patch: |-
      image: ${HOST}/api:1.4.1
`;
    const web = digestFor("team/web");
    expect(updated(before, { path })).toBe(`# production
resources: [../base]
images:
  - name: api            # as in the base
    newName: ${HOST}/api
    newTag: 1.4.2 # set by the pipeline
    digest: ${API}
  - newTag: "2.0.0"
    name: ${HOST}/team/web
    digest: ${web}
  - { name: x, newName: '${HOST}/api', newTag: '1.4.2', digest: "${API}" }
  - name: y
    newName: ${HOST}/api
    digest: ${API}
  -   digest: '${API}'
      name: ${HOST}/api
  - name: ${HOST}/foreign
    newTag: 1.4.1
  - name: ${HOST}/api
    newName: other.azurecr.io/api
    newTag: 1.4.1
patches:
  - patch: |-
      image: ${HOST}/api:1.4.2@${API}
`);
  });

  it("keeps a byte order mark and CRLF, and needs no line break at its end", () => {
    expect(updated(`\uFEFFimages:\r\n- name: ${HOST}/api\r\n  newTag: 1.4.1`, { path })).toBe(
      `\uFEFFimages:\r\n- name: ${HOST}/api\r\n  newTag: 1.4.2\r\n  digest: ${API}`,
    );
  });

  it("may be JSON, a component, or one of Flux", () => {
    expect(updated(`{"images":[{"name":"${HOST}/api","newTag":"1.4.1"}]}`, { path: "kustomization.yml" })).toBe(
      `{"images":[{"name":"${HOST}/api","newTag":"1.4.2", "digest": "${API}"}]}`,
    );
    const component = `apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nimages:\n- name: ${HOST}/api\n  newTag: 1.4.1\n`;
    expect(updated(component, { path: "component.yaml" })).toBe(
      component.replace("1.4.1\n", `1.4.2\n  digest: ${API}\n`),
    );
    const flux = `---\napiVersion: v1\n---\napiVersion: kustomize.toolkit.fluxcd.io/v1\nspec:\n  images:\n  - name: ${HOST}/api\n    newTag: 1.4.1\n`;
    expect(updated(flux)).toBe(flux.replace("1.4.1\n", `1.4.2\n    digest: ${API}\n`));
  });

  it("quotes a tag that YAML would not read as a text", () => {
    const images = [image("api", { "1.10": "created" })];
    const { text } = update(`images:\n- name: ${HOST}/api\n  newTag: 1.9\n`, { path, images });
    expect(text).toBe(`images:\n- name: ${HOST}/api\n  newTag: "1.10"\n  digest: ${API}\n`);
  });

  it("reads the unquoted tag 1.10 as it is written", () => {
    const images = [image("api", { "1.10": "created" }), image("api", { "1.1": "created" }, { digest: OLD })];
    expect(updated(`images:\n- name: ${HOST}/api\n  newTag: 1.10\n`, { path, images })).toContain(`digest: ${API}`);
  });

  it("keeps an anchor that nothing uses, and an anchored key's column", () => {
    expect(updated(`images:\n  - &a name: &n ${HOST}/api\n    newTag: &t 1.4.1\n`, { path })).toBe(
      `images:\n  - &a name: &n ${HOST}/api\n    newTag: &t 1.4.2\n    digest: ${API}\n`,
    );
  });

  it.each([
    [
      `images:\n- name: ${HOST}/api\n  newTag: &t 1.4.1\n- name: other\n  newTag: *t\n`,
      "the value of newTag is shared by an anchor",
    ],
    [`x: &t 1.4.1\nimages:\n- name: ${HOST}/api\n  newTag: *t\n`, "the value of newTag is shared by an anchor"],
    [
      `images:\n- &e\n  name: ${HOST}/api\n  newTag: 1.4.1\n- <<: *e\n  name: other\n`,
      "its list or entry is used or written twice",
    ],
    [`images: &i\n- name: ${HOST}/api\n  newTag: 1.4.1\nx: *i\n`, "its list or entry is used or written twice"],
    [`images:\n- name: ${HOST}/api\n  newTag: 1.4.1\n  tagSuffix: -x\n`, "its entry has the key tagSuffix"],
    [`images:\n- name: ${HOST}/api\n  newTag: 1.4.1\n  digest:\n`, "the value of digest is not a text on one line"],
    [`images:\n- name: ${HOST}/api\n  newTag: |\n    1.4.1\n`, "the value of newTag is not a text on one line"],
    [`images:\n- name: ${HOST}/api\n  newName: >-\n    other/api\n`, "the value of newName is not a text on one line"],
    [`images:\n- name: ${HOST}/api\n  newTag: 1.5.0\n`, "its version would go down: 1.5.0 → 1.4.2"],
    [`images: [\n- name: ${HOST}/api:1.4.1\n`, "the file is not valid YAML, so all of it is left alone"],
    [`images:\n- name: ${HOST}/api\n  newTag: 1.4.1\n  newTag: 1.4.1\n`, "its entry has a key twice"],
  ])("leaves an entry alone: %j", (text, reason) => {
    expect(reasonOf(text, { path })).toBe(reason);
  });

  it("that is nested too deeply is left alone", () => {
    expect(reasonOf(`${"[".repeat(50_000)}${HOST}/api:1.4.1`, { path })).toContain("is not valid YAML");
  });

  it("uses an alias that need not change", () => {
    expect(updated(`x: &n ${HOST}/api\nimages:\n- name: *n\n  newTag: latest\n`, { path })).toBe(
      `x: &n ${HOST}/api\nimages:\n- name: *n\n  newTag: latest\n  digest: ${API}\n`,
    );
  });

  it("is no other file with a list of images", () => {
    const text = `images:\n- name: ${HOST}/api\n  newTag: 1.4.1\n`;
    expect(update(text, { path: "values.yaml" }).text).toBe(text);
  });
});
