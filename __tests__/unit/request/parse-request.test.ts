import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { InputError } from "../../../src/errors.ts";
import type { RawRequest } from "../../../src/request/inputs.ts";
import { parseRequest } from "../../../src/request/parse-request.ts";
import type { CloudName } from "../../../src/request/request.ts";
import { expectCpuTimeBelow } from "../../cpu-time.ts";

const GUIDS = [1, 2, 3, 4, 5].map((digit) => `0000000${digit}-0000-4000-8000-000000000000`);
const [CLIENT = "", TENANT = "", SUBSCRIPTION = "", OTHER_CLIENT = "", OTHER_TENANT = ""] = GUIDS;
const RESOURCE_ID = `/subscriptions/${SUBSCRIPTION}/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/contosoprod`;
const [D1, D2] = ["a", "b"].map((digit) => `sha256:${digit.repeat(64)}`);

const INPUTS = {
  registry: "prod.azurecr.io",
  images: "dev.azurecr.io/api:build => api:1.4.2",
  "client-id": CLIENT,
  "tenant-id": TENANT,
  "subscription-id": SUBSCRIPTION,
  "mutable-tags": "latest",
};

const SUFFIXES: Readonly<Record<string, CloudName>> = {
  ".azurecr.io": "azurecloud",
  ".azurecr.us": "azureusgovernment",
  ".azurecr.cn": "azurechinacloud",
};

function parse(inputs: Record<string, string>, ...files: string[]) {
  const raw: RawRequest = {
    inputs: { ...INPUTS, ...inputs },
    imagesFiles: files.map((text, at) => ({ path: at === 0 ? "release.yml" : `release-${at + 1}.yml`, text })),
    repository: "contoso/api",
    acrCloudOf: (host) => Object.entries(SUFFIXES).find(([suffix]) => host.endsWith(suffix))?.[1],
  };
  return parseRequest(raw);
}

function problemsOf(inputs: Record<string, string>, ...files: string[]): InputError["problems"] {
  try {
    parse(inputs, ...files);
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
}

const imagesOf = (inputs: Record<string, string>, ...files: string[]) => parse(inputs, ...files).request.images;
const lines = (...texts: string[]) => texts.join("\n");

describe("parseRequest", () => {
  it("completes what was not given", () => {
    expect(parse({})).toEqual({
      notices: [],
      request: {
        cloud: "azurecloud",
        target: { kind: "login-server", host: "prod.azurecr.io" },
        images: [
          {
            origin: { line: 1, text: "dev.azurecr.io/api:build => api:1.4.2" },
            source: { registry: { kind: "login-server", host: "dev.azurecr.io" }, repository: "api", tag: "build" },
            target: { repository: "api", tags: ["1.4.2"] },
            referrers: "all",
          },
        ],
        identity: { login: "github", clientId: CLIENT, tenantId: TENANT },
        subscriptionId: SUBSCRIPTION,
        trustedTokenHosts: [],
        dryRun: false,
        changes: "annotations",
        github: { server: "https://github.com", repository: "contoso/api" },
        onConflict: "fail",
        mutableTags: ["latest"],
        forwardOnly: [],
        lockTags: [],
        allOrNothing: true,
        verify: "required",
        requirePlatforms: [],
        provenance: { mode: "off", requirements: [] },
        timeoutMs: 1_800_000,
        summary: true,
      },
    });
  });

  describe("the IDs in the policy of attestations", () => {
    const ids = (repository: string, own: Partial<RawRequest> = {}) => {
      const { request } = parseRequest({
        inputs: { ...INPUTS, "require-attestations": `sbom${repository && ` from ${repository}`}` },
        repository: "Contoso/api",
        repositoryId: "1",
        repositoryOwnerId: "2",
        acrCloudOf: (host) => (host.endsWith(".azurecr.io") ? "azurecloud" : undefined),
        ...own,
      });
      const [required] = request.provenance.requirements;
      return [required?.sourceId, required?.ownerId];
    };

    it.each<[string, string, (string | undefined)[]]>([
      ["this repository, by default", "", ["1", "2"]],
      ["this repository, in another case", "contoso/API", ["1", "2"]],
      ["another repository of this owner", "contoso/web", [undefined, "2"]],
      ["this owner", "contoso", [undefined, "2"]],
      ["another owner", "fabrikam/api", [undefined, undefined]],
      ["an owner whose name begins alike", "contoso-evil/api", [undefined, undefined]],
    ])("are those of the run for %s", (_name, repository, expected) => {
      expect(ids(repository)).toEqual(expected);
    });

    it("are none where the runner has none", () => {
      expect(ids("", { repositoryId: undefined, repositoryOwnerId: undefined })).toEqual([undefined, undefined]);
    });
  });

  it("normalizes trusted-token-hosts", () => {
    const { request, notices } = parse({
      images: "ghcr.io/o/a:1",
      "trusted-token-hosts": "Tokens.Example.com:443, auth.example.com:8443\n# asked\nhub.docker.com",
    });
    expect(request.trustedTokenHosts).toEqual(["tokens.example.com", "auth.example.com:8443", "hub.docker.com"]);
    expect(notices).toEqual([]);
  });

  it("reports ten mistakes in one error", () => {
    const inputs = {
      registry: "localhost:5000",
      images: "Api:1\napi",
      "client-id": "x",
      "tenant-id": "",
      "dry-run": "yes",
      "on-conflict": "ask",
      "max-parallel": "0",
      "timeout-minutes": "soon",
      "require-platforms": "linux",
      "mutable-tags": "[a]",
      "forward-only": "a b",
      "lock-tags": "{b}",
      tags: "a b",
    };
    const problems = problemsOf(inputs);
    const named = new Set(problems.map(({ input }) => input));
    for (const input of Object.keys(inputs)) expect([...named]).toContain(input);
    expect(problems.filter(({ input }) => input === "images").map(({ line }) => line)).toEqual([1, 2]);
    expect(() => parse(inputs)).toThrow(problems[3]?.message);
  });

  it.each<[string, Record<string, string>, string, string]>([
    ["a missing registry", { registry: "" }, "registry", "INPUT_REQUIRED"],
    ["a registry that is not an ACR", { registry: "ghcr.io" }, "registry", "REGISTRY_INVALID"],
    ["a look-alike of ACR", { registry: "evilazurecr.io" }, "registry", "REGISTRY_INVALID"],
    ["ACR as a subdomain", { registry: "prod.azurecr.io.evil.example" }, "registry", "REGISTRY_INVALID"],
    ["a URL", { registry: "https://prod.azurecr.io" }, "registry", "REGISTRY_INVALID"],
    ["a broken resource ID", { registry: `${RESOURCE_ID}/x` }, "registry", "RESOURCE_ID_INVALID"],
    ["a registry of another cloud", { registry: "prod.azurecr.cn" }, "registry", "CLOUD_MISMATCH"],
    ["a source of another cloud", { images: "dev.azurecr.us/api:1" }, "images", "CLOUD_MISMATCH"],
    [
      "a source registry of another cloud",
      { "source-registry": "dev.azurecr.cn" },
      "source-registry",
      "CLOUD_MISMATCH",
    ],
    ["missing images", { images: "" }, "images", "INPUT_REQUIRED"],
    ["only comments for images", { images: "# none\n\n" }, "images", "INPUT_REQUIRED"],
    ["a source without a registry", { images: "api:1" }, "images", "SOURCE_REGISTRY_MISSING"],
    ["a source without tag or digest", { images: "dev.azurecr.io/api" }, "images", "REFERENCE_UNPINNED"],
    ["two arrows", { images: "dev.azurecr.io/a:1 => b => c" }, "images", "REFERENCE_INVALID"],
    ["an arrow to nothing", { images: "dev.azurecr.io/a:1 =>" }, "images", "REFERENCE_INVALID"],
    ["an arrow from nothing", { images: "=> a:1" }, "images", "REFERENCE_INVALID"],
    ["a target in another ACR", { images: "dev.azurecr.io/a:1 => test.azurecr.io/a:1" }, "images", "REFERENCE_INVALID"],
    [
      "a target with a port",
      { images: "dev.azurecr.io/a:1 => prod.azurecr.io:5000/a:1" },
      "images",
      "REFERENCE_INVALID",
    ],
    ["a target with a digest", { images: `dev.azurecr.io/a:1 => a@${D1}` }, "images", "REFERENCE_INVALID"],
    ["a target with an empty tag", { images: "dev.azurecr.io/a:1 => a:1," }, "images", "REFERENCE_INVALID"],
    ["a missing client", { "client-id": "" }, "client-id", "INPUT_REQUIRED"],
    ["a client that is not a GUID", { "client-id": `${CLIENT}0` }, "client-id", "INPUT_INVALID"],
    ["a tenant that is invalid", { "tenant-id": "my tenant" }, "tenant-id", "INPUT_INVALID"],
    ["a missing subscription for a login server", { "subscription-id": "" }, "subscription-id", "INPUT_REQUIRED"],
    ["a subscription that is not a GUID", { "subscription-id": "prod" }, "subscription-id", "INPUT_INVALID"],
    ["half a source identity", { "source-client-id": OTHER_CLIENT }, "source-tenant-id", "INPUT_INVALID"],
    ["the other half", { "source-tenant-id": OTHER_TENANT }, "source-client-id", "INPUT_INVALID"],
    ["a user without a password", { "source-username": "u" }, "source-password", "INPUT_INVALID"],
    [
      "two identities for the source",
      { "source-client-id": OTHER_CLIENT, "source-tenant-id": OTHER_TENANT, "source-password": "p" },
      "source-password",
      "INPUT_INVALID",
    ],
    [
      "a password for two registries",
      { "source-password": "p", images: "dev.azurecr.io/a:1\nghcr.io/o/b:1" },
      "source-password",
      "INPUT_INVALID",
    ],
    [
      "an identity for two registries",
      {
        "source-client-id": OTHER_CLIENT,
        "source-tenant-id": OTHER_TENANT,
        images: "dev.azurecr.io/a:1\nghcr.io/o/b:1",
      },
      "source-client-id",
      "INPUT_INVALID",
    ],
    [
      "a name in another tenant",
      { "source-client-id": OTHER_CLIENT, "source-tenant-id": OTHER_TENANT, "source-registry": "contosodev" },
      "source-registry",
      "INPUT_INVALID",
    ],
    ["an environment that is invalid", { environment: "AzureStack" }, "environment", "INPUT_INVALID"],
    ["referrers that are invalid", { referrers: "some" }, "referrers", "INPUT_INVALID"],
    ["verify that is invalid", { verify: "no" }, "verify", "INPUT_INVALID"],
    ["a boolean in words", { summary: "yes" }, "summary", "INPUT_INVALID"],
    ["more than 256 at once", { "max-parallel": "257" }, "max-parallel", "INPUT_INVALID"],
    ["half an image at once", { "max-parallel": "1.5" }, "max-parallel", "INPUT_INVALID"],
    ["a number with a sign", { "max-parallel": "+4" }, "max-parallel", "INPUT_INVALID"],
    ["a number in hexadecimal", { "max-parallel": "0x10" }, "max-parallel", "INPUT_INVALID"],
    ["no time at all", { "timeout-minutes": "0" }, "timeout-minutes", "INPUT_INVALID"],
    ["an endless time", { "timeout-minutes": "Infinity" }, "timeout-minutes", "INPUT_INVALID"],
    ["a platform in capitals", { "require-platforms": "Linux/amd64" }, "require-platforms", "INPUT_INVALID"],
    [
      "attestations of a repository that is invalid",
      { "require-attestations": "sbom from a/b/c" },
      "require-attestations",
      "INPUT_INVALID",
    ],
    [
      "a signer that is not a workflow",
      { "require-attestations": "sbom by a/b/c.yml" },
      "require-attestations",
      "INPUT_INVALID",
    ],
    ["a predicate that is not a URI", { "require-attestations": "slsa" }, "require-attestations", "INPUT_INVALID"],
    [
      "the parts of a line in another order",
      { "require-attestations": "sbom by a from b" },
      "require-attestations",
      "INPUT_INVALID",
    ],
    [
      "a line of attestations that breaks off",
      { "require-attestations": "sbom by" },
      "require-attestations",
      "INPUT_INVALID",
    ],
    [
      "a policy of attestations that does not exist",
      { "attestation-policy": "require" },
      "attestation-policy",
      "INPUT_INVALID",
    ],
    ["a tag that is invalid", { tags: ".1" }, "tags", "INPUT_INVALID"],
    ["a reference without a tag for a tag", { tags: "prod.azurecr.io/api" }, "tags", "INPUT_INVALID"],
  ])("refuses %s", (_name, inputs, input, code) => {
    expect(problemsOf(inputs)).toMatchObject([{ input, code, stage: "input" }]);
  });

  it.each<[string, Record<string, string>, string]>([
    ["a choice", { verify: "no" }, 'verify must be one of required, layers, best-effort; got "no".'],
    ["a boolean", { summary: "yes" }, 'summary must be true or false; got "yes".'],
    ["a number", { "max-parallel": "257" }, 'max-parallel must be a whole number from 1 to 256; got "257".'],
    ["a platform", { "require-platforms": "linux" }, 'require-platforms: "linux" is not a valid platform.'],
    ["a required input", { "client-id": "" }, "client-id is required."],
    [
      "a client",
      { "client-id": "abc" },
      'client-id must be a GUID, such as 00000000-0000-0000-0000-000000000000; got "abc".',
    ],
    [
      "a tenant",
      { "tenant-id": "abc" },
      'tenant-id must be a GUID or a domain, such as contoso.onmicrosoft.com; got "abc".',
    ],
    [
      "half an identity",
      { "source-client-id": OTHER_CLIENT },
      "source-tenant-id is required when source-client-id is set.",
    ],
    [
      "a password without its pair",
      { "source-username": "u" },
      "source-password is required when source-username is set.",
    ],
    [
      "a password for three registries",
      { "source-password": "p", images: "dev.azurecr.io/a:1\nghcr.io/o/b:1\nquay.io/o/c:1" },
      "source-password is for one registry, but the images come from several: dev.azurecr.io, ghcr.io, …",
    ],
    [
      "a name in another tenant",
      { "source-client-id": OTHER_CLIENT, "source-tenant-id": OTHER_TENANT, "source-registry": "contosodev" },
      'source-registry: the registry name "contosodev" cannot be looked up in the tenant of source-client-id.',
    ],
    [
      "a registry of another cloud",
      { registry: "prod.azurecr.cn" },
      "registry: prod.azurecr.cn belongs to azurechinacloud, but the input environment is azurecloud.",
    ],
  ])("states the value and what is expected: %s", (_name, inputs, message) => {
    expect(problemsOf(inputs).map((problem) => problem.message)).toEqual([message]);
  });

  it.each(["managed-identity", "workload-identity"])("refuses an audience that login: %s does not use", (login) => {
    const problems = problemsOf({ login, audience: "api://x" });
    expect(problems).toContainEqual(expect.objectContaining({ input: "audience", code: "INPUT_INVALID" }));
  });

  it("never quotes a password", () => {
    const secret = "0localPassword0";
    const inputs = { "source-password": secret, "source-client-id": "x", images: "ghcr.io/o/a:1\nquay.io/o/b:1" };
    expect(JSON.stringify(problemsOf(inputs))).not.toContain(secret);
    expect(problemsOf(inputs).length).toBeGreaterThan(3);
  });

  it.each<[string, Record<string, string>, object]>([
    ["true as core.getBooleanInput does", { "dry-run": "True" }, { dryRun: true }],
    ["false likewise", { "all-or-nothing": "FALSE" }, { allOrNothing: false }],
    ["half a minute", { "timeout-minutes": "0.5" }, { timeoutMs: 30_000 }],
    [
      "a tenant's domain",
      { "tenant-id": "contoso.onmicrosoft.com" },
      { identity: { tenantId: "contoso.onmicrosoft.com" } },
    ],
    [
      "the system-assigned identity of the runner, without a tenant",
      { login: "Managed-Identity", "client-id": "", "tenant-id": "" },
      { identity: { login: "managed-identity" } },
    ],
    [
      "a user-assigned identity of the runner",
      { login: "managed-identity", "tenant-id": "" },
      { identity: { login: "managed-identity", clientId: CLIENT } },
    ],
    [
      "an audience for the second identity, which is GitHub's with every login",
      {
        login: "managed-identity",
        audience: "api://x",
        "source-client-id": CLIENT,
        "source-tenant-id": TENANT,
        "source-registry": "dev.azurecr.io",
      },
      { audience: "api://x", sourceIdentity: { clientId: CLIENT, tenantId: TENANT } },
    ],
    [
      "no subscription with a resource ID",
      { registry: RESOURCE_ID, "subscription-id": "" },
      { target: { kind: "resource-id" } },
    ],
    [
      "another cloud as a whole",
      { environment: "azurechinacloud", registry: "prod.azurecr.cn", images: "docker.io/a:1" },
      { cloud: "azurechinacloud" },
    ],
    [
      "platforms by line and comma",
      { "require-platforms": "linux/amd64, linux/arm64\nlinux/arm/v7" },
      { requirePlatforms: ["linux/amd64", "linux/arm64", "linux/arm/v7"] },
    ],
    ["no mutable tags", { "mutable-tags": "" }, { mutableTags: [] }],
    ["tags that only go forward", { "forward-only": "latest,1\n2.*" }, { forwardOnly: ["latest", "1", "2.*"] }],
    ["tags to lock", { "lock-tags": "1.*, 2.*\n# no more" }, { lockTags: ["1.*", "2.*"] }],
    ["globs", { "mutable-tags": "latest,v?\n*-edge # moving" }, { mutableTags: ["latest", "v?", "*-edge"] }],
    ["a password alone", { "source-password": "p" }, { sourceCredentials: { password: "p" } }],
    [
      "a user's password",
      { "source-username": "u", "source-password": "p" },
      { sourceCredentials: { username: "u", password: "p" } },
    ],
    [
      "a second identity",
      { "source-client-id": OTHER_CLIENT, "source-tenant-id": OTHER_TENANT },
      { sourceIdentity: { clientId: OTHER_CLIENT, tenantId: OTHER_TENANT } },
    ],
    [
      "a password with a source registry, beside other sources",
      { "source-password": "p", "source-registry": "dev.azurecr.io", images: "a:1\nghcr.io/o/b:1" },
      { sourceCredentials: { password: "p" } },
    ],
  ])("takes %s", (_name, inputs, request) => {
    expect(parse(inputs).request).toMatchObject(request);
  });

  it("throws only InputError, for any text", () => {
    const names = [
      "registry",
      "images",
      "tags",
      "source-registry",
      "mutable-tags",
      "forward-only",
      "max-parallel",
      "tenant-id",
      "require-attestations",
    ];
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc
        .array(fc.constantFrom("api", ":", "1", "@", D1 ?? "", "/", "=>", " ", "\n", ",", "#", "docker.io/", "*"), {
          maxLength: 15,
        })
        .map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(fc.constantFrom(...names), text, (name, value) => {
        expect(Array.isArray(problemsOf({ [name]: value }))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    "registry",
    "images",
    "tags",
    "source-registry",
    "mutable-tags",
    "tenant-id",
    "require-attestations",
    "require-platforms",
  ])("refuses 64 KiB in %s at once", (input) => {
    for (const unit of ["a", ".", "a.", "/", ":", "@", "-", "a:", "*", "# \u2028"]) {
      expectCpuTimeBelow(200, () => problemsOf({ [input]: unit.repeat(65_536 / unit.length) }));
    }
  });
});

describe("a line of require-attestations", () => {
  const WORKFLOW = "contoso/build/.github/workflows/build.yml@v1";
  const requirementsOf = (lines: string) => parse({ "require-attestations": lines }).request.provenance.requirements;

  it.each([
    ["provenance", "contoso/api", "contoso/api"],
    ["sbom by fabrikam", "fabrikam", "fabrikam"],
    ["sbom by fabrikam/sbom", "fabrikam/sbom", "fabrikam/sbom"],
    [`provenance by ${WORKFLOW}`, "contoso/api", WORKFLOW],
    [`provenance by github.com/${WORKFLOW}`, "contoso/api", WORKFLOW],
    [`https://contoso.example/scan/v1 from contoso by ${WORKFLOW}`, "contoso", WORKFLOW],
    ["provenance from contoso/web", "contoso/web", "contoso/api"],
    ["provenance from contoso/web by contoso", "contoso/web", "contoso"],
  ])("%s", (line, source, signer) => {
    const [predicate] = line.split(" ");
    expect(requirementsOf(line)).toEqual([{ line, predicate, source, signer }]);
  });

  it("is named in one spelling, counts once, and may have a comment", () => {
    const requirements = requirementsOf(
      "# what was built\n sbom   by  contoso # Syft\n\nsbom by contoso\nprovenance\n",
    );
    expect(requirements.map(({ line }) => line)).toEqual(["sbom by contoso", "provenance"]);
  });

  it("that is invalid is named with its number and an example", () => {
    expect(problemsOf({ "require-attestations": "provenance\nsbom of contoso" })).toMatchObject([
      {
        input: "require-attestations",
        line: 2,
        message: 'require-attestations, line 2: "sbom of contoso" is not a requirement.',
        remedy: expect.stringContaining("require-attestations: provenance by contoso/api/.github/workflows/build.yml"),
      },
    ]);
  });

  it("is enforced by default, and warned of on request", () => {
    const modeOf = (inputs: Record<string, string>) => parse(inputs).request.provenance.mode;
    expect(modeOf({ "require-attestations": "sbom" })).toBe("enforce");
    expect(modeOf({ "require-attestations": "sbom", "attestation-policy": "warn" })).toBe("warn");
    expect(modeOf({ "require-attestations": " # none\n", "attestation-policy": "enforce" })).toBe("off");
  });
});

describe("a line of images", () => {
  it.each([
    ["repository and tag of the source", "dev.azurecr.io/team/api:1", "team/api", ["1"]],
    ["another repository with the source's tag", "dev.azurecr.io/api:1 => base/api", "base/api", ["1"]],
    ["several tags", "dev.azurecr.io/api:1 => api:1.4.2,1.4, latest", "api", ["1.4.2", "1.4", "latest"]],
    ["a tag once", "dev.azurecr.io/api:1 => api:a,a", "api", ["a"]],
    ["no tag for a digest", `dev.azurecr.io/api@${D1}`, "api", []],
    ["the tag beside a digest", `dev.azurecr.io/api:1@${D1}`, "api", ["1"]],
    ["an official image", "docker.io/alpine:3", "library/alpine", ["3"]],
    ["no blanks around the arrow", "dev.azurecr.io/api:1=>b:2", "b", ["2"]],
    ["a comment behind it", "dev.azurecr.io/api:1 => b:2 # why", "b", ["2"]],
  ])("gives the target %s", (_name, images, repository, tags) => {
    expect(imagesOf({ images })[0]?.target).toEqual({ repository, tags });
  });

  it("keeps its number through blank lines and comments", () => {
    const images = imagesOf({ images: lines("# first", "", "dev.azurecr.io/a:1", "  dev.azurecr.io/b:1  # second") });
    expect(images.map(({ origin }) => origin)).toEqual([
      { line: 3, text: "dev.azurecr.io/a:1" },
      { line: 4, text: "dev.azurecr.io/b:1" },
    ]);
  });

  it("puts an official image of source-registry: docker.io under library/", () => {
    expect(imagesOf({ images: "alpine:3", "source-registry": "docker.io" })).toMatchObject([
      { source: { repository: "library/alpine" }, target: { repository: "library/alpine" } },
    ]);
  });
});

describe("the right side", () => {
  const targetOf = (target: string, inputs: Record<string, string> = {}) =>
    imagesOf({ ...inputs, images: `dev.azurecr.io/api:1 => ${target}` })[0]?.target;

  it.each([
    ["the target's login server", "prod.azurecr.io/shop/api:2", "shop/api", ["2"]],
    ["the same in capitals and with the default port", "Prod.AzureCR.io:443/shop/api", "shop/api", ["1"]],
    ["a name that has dots", "cgr.dev/chainguard/static:2", "cgr.dev/chainguard/static", ["2"]],
    [
      "another name of Docker Hub, as it is written",
      "index.docker.io/library/nginx",
      "index.docker.io/library/nginx",
      ["1"],
    ],
    [
      "a look-alike of the target, which is no ACR",
      "prod.azurecr.io.example/api",
      "prod.azurecr.io.example/api",
      ["1"],
    ],
    ["localhost as a name", "localhost/api", "localhost/api", ["1"]],
  ])("takes %s", (_name, target, repository, tags) => {
    expect(targetOf(target)).toEqual({ repository, tags });
    const file = `version: 1\nimages:\n  - source: dev.azurecr.io/api:1\n    repository: "${target.replace(/:\d$/, "")}"\n`;
    expect(imagesOf({ images: "" }, file)[0]?.target.repository).toBe(repository);
  });

  it("refuses another ACR at the beginning of a repository that the source gives", () => {
    expect(problemsOf({ images: "harbor.example.com/test.azurecr.io/api:1" })).toMatchObject([
      { code: "REFERENCE_INVALID", line: 1, message: expect.stringContaining("is in test.azurecr.io, but") },
    ]);
    const [image] = imagesOf({ images: "harbor.example.com/test.azurecr.io/api:1", "target-prefix": "mirror" });
    expect(image?.target.repository).toBe("mirror/test.azurecr.io/api");
  });

  it.each([
    ["another ACR", "test.azurecr.io/api", 'is in test.azurecr.io, but the input registry is "prod.azurecr.io"'],
    ["the same name in another cloud", "prod.azurecr.cn/api", "is in prod.azurecr.cn, but"],
    ["a host with a port", "prod.azurecr.io:5000/api", "has a host with a port"],
    ["localhost with a port", "localhost:5000/api", "has a host with a port"],
    ["a name with dots in capitals", "Cgr.dev/api", "repository names are in lower case"],
    ["the login server alone", "prod.azurecr.io", '"prod.azurecr.io" is a login server without a repository'],
  ])("refuses %s, in a line and in an entry", (_name, target, message) => {
    const file = `version: 1\nimages:\n  - source: dev.azurecr.io/api:1\n    repository: "${target}"\n`;
    const problems = problemsOf({ images: `dev.azurecr.io/api:1 => ${target}` }, file);
    expect(problems).toMatchObject(
      [
        { code: "REFERENCE_INVALID", file: "release.yml", message: expect.stringContaining(message) },
        { code: "REFERENCE_INVALID", input: "images", line: 1, message: expect.stringContaining(message) },
      ].toSorted((one) => (problems[0]?.file === one.file ? -1 : 1)),
    );
  });

  it("is compared with what a wrong input registry may mean", () => {
    const images = "dev.azurecr.io/api:1 => prod.azurecr.io/a:1\ndev.azurecr.io/api:1 => test.azurecr.io/b:1";
    for (const registry of ['"prod"', "https://Prod.azurecr.io"]) {
      expect(problemsOf({ registry, images }).map(({ input, line }) => line ?? input)).toEqual(["registry", 2]);
    }
    expect(problemsOf({ registry: "", images })).toMatchObject([{ input: "registry" }]);
  });

  it("is compared with a target that is named or given by its resource ID", () => {
    expect(targetOf("prodreg.azurecr.io/api", { registry: "prodreg" })?.repository).toBe("api");
    expect(targetOf("contosoprod.azurecr.io/api", { registry: RESOURCE_ID })?.repository).toBe("api");
  });
});

describe("the input target-prefix", () => {
  const file = `version: 1\nsourceRegistry: docker.io\nimages:\n  - source: busybox:1\n  - source: alpine:3\n    repository: os/alpine\n`;
  const images = lines("dev.azurecr.io/api:1", "dev.azurecr.io/api:1 => shop/api:2", "docker.io/alpine:3");
  const repositoriesOf = (prefix: string) =>
    imagesOf({ images, "target-prefix": prefix }, file).map(({ target }) => target.repository);

  it.each([
    ["base", "base"],
    ["base/", "base"],
    ["mirror/docker.io", "mirror/docker.io"],
    ["docker.io", "docker.io"],
    ["prod.azurecr.io/base", "base"],
  ])("%s stands before what is not named", (prefix, written) => {
    expect(repositoriesOf(prefix)).toEqual([
      `${written}/api`,
      "shop/api",
      `${written}/library/alpine`,
      `${written}/library/busybox`,
      "os/alpine",
    ]);
  });

  it("is nothing where it is the target's login server alone", () => {
    expect(repositoriesOf("prod.azurecr.io")[0]).toBe("api");
  });

  it("is part of the name that references in tags match", () => {
    const { request, notices } = parse({
      images: "dev.azurecr.io/api:1",
      "target-prefix": "base",
      tags: lines("prod.azurecr.io/base/api:x", "prod.azurecr.io/api:y"),
    });
    expect(request.images[0]?.target.tags).toEqual(["1", "x"]);
    expect(notices).toEqual([expect.stringContaining("prod.azurecr.io/api:y is ignored")]);
  });

  it.each([
    ["/", "INPUT_INVALID"],
    ["/base", "INPUT_INVALID"],
    ["base//", "INPUT_INVALID"],
    ["Base", "INPUT_INVALID"],
    ["base:1", "INPUT_INVALID"],
    ["..", "INPUT_INVALID"],
    ["localhost:5000/base", "INPUT_INVALID"],
    ["test.azurecr.io/base", "REFERENCE_INVALID"],
    ["test.azurecr.io", "REFERENCE_INVALID"],
  ])("refuses %s once, however many images there are", (prefix, code) => {
    expect(problemsOf({ images, "target-prefix": prefix })).toMatchObject([{ code, input: "target-prefix" }]);
  });

  it("refuses a name that becomes too long, with its line", () => {
    const problems = problemsOf({ images: `dev.azurecr.io/${"a".repeat(250)}:1`, "target-prefix": "prefix" });
    expect(problems).toMatchObject([{ code: "REFERENCE_INVALID", input: "images", line: 1 }]);
  });
});

describe("min-age", () => {
  const HOUR_MS = 3_600_000;
  const agesOf = (...of: Parameters<typeof imagesOf>) => imagesOf(...of).map(({ minAgeMs }) => minAgeMs);
  const tag = "dev.azurecr.io/api:build => api:1.4.2";

  it("is of every image with a source tag, and of none that is given by digest", () => {
    const images = lines(tag, `dev.azurecr.io/web@${D1} => web:1`, `dev.azurecr.io/job:1@${D1} => job:1`);
    expect(agesOf({ images, "min-age": "3d" })).toEqual([72 * HOUR_MS, undefined, undefined]);
    expect(agesOf({ images: tag })).toEqual([undefined]);
    expect(agesOf({ images: tag, "min-age": "0d" })).toEqual([undefined]);
  });

  it("is replaced by that of an entry", () => {
    const file = lines(
      "version: 1",
      "sourceRegistry: dev.azurecr.io",
      "images:",
      "- source: a:1",
      "- { source: b:1, minAge: 12h }",
      "- { source: c:1, minAge: 0d }",
      `- { source: d:1, minAge: 12h, digest: "${D1}" }`,
    );
    expect(agesOf({ images: "", "min-age": "3d" }, file)).toEqual([72 * HOUR_MS, 12 * HOUR_MS, undefined, undefined]);
    expect(agesOf({ images: "" }, file)).toEqual([undefined, 12 * HOUR_MS, undefined, undefined]);
  });

  it("keeps images apart that differ only in it", () => {
    const file = lines(
      "version: 1",
      "sourceRegistry: dev.azurecr.io",
      "images:",
      "- { source: a:1, tags: [x] }",
      "- { source: a:1, tags: [y], minAge: 12h }",
    );
    expect(imagesOf({ images: "" }, file).map(({ target }) => target.tags)).toEqual([["x"], ["y"]]);
  });

  it("must be days or hours", () => {
    expect(problemsOf({ "min-age": "3 weeks" })).toMatchObject([
      { code: "INPUT_INVALID", input: "min-age", message: 'min-age must be an age in days or hours; got "3 weeks".' },
    ]);
  });
});

describe("images as JSON", () => {
  it("are lines with their places", () => {
    const images = imagesOf({ images: '[\n"dev.azurecr.io/a:1 => b:2 # why",\n"dev.azurecr.io/c:1"]' });
    expect(images.map(({ origin, target }) => [origin.line, target.repository])).toEqual([
      [2, "b"],
      [3, "c"],
    ]);
    expect(problemsOf({ images: '[\n"dev.azurecr.io/a:1",\n"- b:1"]' })).toMatchObject([{ input: "images", line: 3 }]);
  });

  it.each(['["dev.azurecr.io/a:1"', "[1]", '[["a:1"]]', "[dev.azurecr.io/a:1]"])("are refused as %s", (images) => {
    expect(problemsOf({ images })).toMatchObject([{ code: "REFERENCE_INVALID", input: "images" }]);
  });

  it("are nothing to promote where the array is empty", () => {
    expect(problemsOf({ images: "[]" })).toMatchObject([{ code: "INPUT_REQUIRED", input: "images" }]);
    expect(problemsOf({ images: "", "images-file": "# none" })).toMatchObject([{ code: "INPUT_REQUIRED" }]);
  });
});

describe("more than 5,000 images", () => {
  const list = (count: number) => Array.from({ length: count }, (_, at) => `dev.azurecr.io/a:${at}`).join("\n");

  it("are refused, those of all files and lines together", () => {
    expect(problemsOf({ images: list(2_000) }, list(2_000), list(1_001))).toMatchObject([
      { code: "TOO_MANY_IMAGES", input: "images-file", message: expect.stringContaining("5001 images") },
    ]);
    expect(imagesOf({ images: list(2_000) }, list(2_000), `dev.azurecr.io/b:1`)).toHaveLength(2_001);
  });
});

describe("a choice", () => {
  it("is folded in case", () => {
    const { request } = parse({ environment: "AzureCloud", "on-conflict": "Overwrite", verify: "BEST-EFFORT" });
    expect(request).toMatchObject({ cloud: "azurecloud", onConflict: "overwrite", verify: "best-effort" });
  });
});

describe("lines that are alike", () => {
  it("are one image with the tags of all", () => {
    const images = imagesOf({
      images: lines("dev.azurecr.io/a:1 => a:x", "dev.azurecr.io/a:1 => a:y", "dev.azurecr.io/a:1 => a:x"),
    });
    expect(images).toMatchObject([{ origin: { line: 1 }, target: { tags: ["x", "y"] } }]);
  });

  it("stay two where their target is another", () => {
    expect(imagesOf({ images: lines("dev.azurecr.io/a:1 => a:x", "dev.azurecr.io/a:1 => b:x") })).toHaveLength(2);
  });

  it("stay two when a file requires more of one", () => {
    const file = `version: 1\nimages:\n  - source: dev.azurecr.io/api:build\n    repository: api\n    tags: ["1.4.2"]\n    platforms: [linux/arm64]\n`;
    const images = imagesOf({}, file);
    expect(images.map(({ platforms }) => platforms)).toEqual([undefined, ["linux/arm64"]]);
  });

  it("are refused when they set one tag to two digests", () => {
    const images = lines(`dev.azurecr.io/a@${D1} => a:x,y`, "dev.azurecr.io/c:1", `dev.azurecr.io/b@${D2} => a:y`);
    expect(problemsOf({ images })).toMatchObject([
      {
        code: "TAG_CLAIMED_TWICE",
        input: "images",
        line: 3,
        message: expect.stringMatching(
          /^images, line 3: this image sets a:y to b{12}…, but images, line 1 sets it to a{12}…\.$/,
        ),
      },
    ]);
  });

  it("are refused across line and file, on the file's line", () => {
    const file = `version: 1\nimages:\n  - source: dev.azurecr.io/b@${D2}\n    repository: a\n    tags: ["x"]\n`;
    expect(problemsOf({ images: `dev.azurecr.io/a@${D1} => a:x` }, file)).toMatchObject([
      { code: "TAG_CLAIMED_TWICE", file: "release.yml", line: 3 },
    ]);
  });

  it("are refused though a line by tag stands before them", () => {
    const images = lines("dev.azurecr.io/c:1 => a:x", `dev.azurecr.io/a@${D1} => a:x`, `dev.azurecr.io/b@${D2} => a:x`);
    expect(problemsOf({ images })).toMatchObject([{ code: "TAG_CLAIMED_TWICE", line: 3 }]);
  });

  it("are left to the plan where one is named by tag", () => {
    expect(imagesOf({ images: lines("dev.azurecr.io/a:1 => a:x", `dev.azurecr.io/b@${D2} => a:x`) })).toHaveLength(2);
  });
});

describe("the input tags", () => {
  const metadata = lines("prod.azurecr.io/api:1.4.2", "prod.azurecr.io/api:latest", "ghcr.io/contoso/api:1.4.2");

  it("takes what docker/metadata-action writes, and ignores other registries with a notice", () => {
    const { request, notices } = parse({ images: `dev.azurecr.io/api@${D1}`, tags: metadata });
    expect(request.images[0]?.target.tags).toEqual(["1.4.2", "latest"]);
    expect(notices).toEqual([expect.stringContaining("ghcr.io/contoso/api:1.4.2 is ignored")]);
  });

  it.each([
    ["a name", "prodreg", "prodreg.azurecr.io", true],
    ["a name with a hashed login server", "prodreg", "prodreg-a1b2.azurecr.io", true],
    ["a name and another registry", "prodreg", "prodregistry.azurecr.io", false],
    ["a name and a look-alike", "prodreg", "prodreg.evil.example", false],
    ["a name and another cloud", "prodreg", "prodreg.azurecr.cn", false],
    ["a resource ID", RESOURCE_ID, "contosoprod.azurecr.io", true],
  ])("knows the target by %s", (_name, registry, host, ours) => {
    const { request, notices } = parse({ registry, images: "dev.azurecr.io/api:1", tags: `${host}/api:x` });
    expect(request.images[0]?.target.tags).toEqual(ours ? ["1", "x"] : ["1"]);
    expect(notices).toHaveLength(ours ? 0 : 1);
  });

  it.each([
    "name/app:1",
    "alpine:3",
    "localhost:5000/app:1",
    "registry:5000/team/app:1",
    "10.0.0.4:5000/app:1",
    "[::1]:5000/app:1",
    "ghcr.io/contoso/app",
    `docker.io/library/alpine@${D1}`,
    `prod.azurecr.io.example/api:1@${D1}`,
  ])("ignores the reference %s to another registry, with a notice", (tag) => {
    const { request, notices } = parse({ images: "dev.azurecr.io/api:1", tags: tag });
    expect(request.images[0]?.target.tags).toEqual(["1"]);
    expect(notices).toEqual([`tags: ${tag} is ignored because its registry is not the target.`]);
  });

  it.each(["v1+2", "- 1.4.2", "a b:1", ":1", "x".repeat(129), `prod.azurecr.io/api@${D1}`, "prod.azurecr.io/api:"])(
    "refuses %s and shows the form",
    (tag) => {
      expect(problemsOf({ tags: tag })).toMatchObject([
        { code: "INPUT_INVALID", input: "tags", remedy: expect.stringContaining("for example 1.4.2,latest") },
      ]);
    },
  );

  it("adds bare tags to every image, by line and comma", () => {
    const images = imagesOf({ images: lines("dev.azurecr.io/a:1", "dev.azurecr.io/b:1"), tags: "x, y\nz" });
    expect(images.map(({ target }) => target.tags)).toEqual([
      ["1", "x", "y", "z"],
      ["1", "x", "y", "z"],
    ]);
  });

  it("adds a full reference to its repository only, and says which fit none", () => {
    const { request, notices } = parse({
      images: lines("dev.azurecr.io/a:1", "dev.azurecr.io/b:1"),
      tags: lines("prod.azurecr.io/b:x", "prod.azurecr.io/c:x"),
    });
    expect(request.images.map(({ target }) => target.tags)).toEqual([["1"], ["1", "x"]]);
    expect(notices).toEqual([expect.stringContaining("prod.azurecr.io/c:x is ignored")]);
  });
});

describe("the images file", () => {
  const file = (registry: string) => `version: 1\nsourceRegistry: ${registry}\nimages:\n  - source: worker:1\n`;

  it("adds to the lines", () => {
    expect(imagesOf({}, file("staging.azurecr.io")).map(({ target }) => target.repository)).toEqual(["api", "worker"]);
  });

  it("gives the source registry of its own entries only", () => {
    const { request } = parse({ images: "" }, file("staging.azurecr.io"), file("test.azurecr.io"));
    expect(request.sourceRegistry).toBeUndefined();
    expect(request.images.map(({ source }) => source.registry)).toEqual([
      { kind: "login-server", host: "staging.azurecr.io" },
      { kind: "login-server", host: "test.azurecr.io" },
    ]);
    expect(problemsOf({ images: "api:1" }, file("staging.azurecr.io"))).toMatchObject([
      { code: "SOURCE_REGISTRY_MISSING", input: "images", line: 1 },
    ]);
  });

  it("yields to the input source-registry", () => {
    const { request } = parse({ images: "", "source-registry": "dev.azurecr.io" }, file("staging.azurecr.io"));
    expect(request.sourceRegistry).toEqual({ kind: "login-server", host: "dev.azurecr.io" });
    expect(request.images.map(({ source }) => source.registry)).toEqual([undefined]);
  });

  it("may not name a registry of another cloud", () => {
    expect(problemsOf({}, file("staging.azurecr.cn"))).toMatchObject([
      { code: "CLOUD_MISMATCH", file: "release.yml", line: 2, message: expect.stringMatching(/^release\.yml:2: /) },
    ]);
  });

  it("reports a source of another cloud with its line", () => {
    expect(problemsOf({}, "version: 1\nimages:\n  - source: dev.azurecr.us/a:1\n")).toMatchObject([
      { code: "CLOUD_MISMATCH", file: "release.yml", line: 3, message: expect.stringMatching(/^release\.yml:3: /) },
    ]);
  });

  it("may not be empty where there is nothing else", () => {
    expect(problemsOf({ images: "" }, "version: 1\nimages: []\n")).toMatchObject([
      { code: "INPUT_REQUIRED", input: "images-file" },
    ]);
  });

  it("may ask for less than the input referrers, never for more", () => {
    const text =
      "version: 1\nimages:\n  - {source: 'dev.azurecr.io/a:1', referrers: none}\n  - {source: 'dev.azurecr.io/b:1', referrers: all}\n";
    const wishes = (inputs: Record<string, string>) =>
      imagesOf({ images: "", ...inputs }, text).map(({ referrers }) => referrers);
    expect(wishes({})).toEqual(["none", "all"]);
    expect(wishes({ referrers: "none" })).toEqual(["none", "none"]);
  });

  it("reports its problems beside those of the inputs", () => {
    expect(
      problemsOf({ "dry-run": "maybe" }, "version: 2\nimages: []\n")
        .map(({ input, file: at }) => input ?? at)
        .toSorted(),
    ).toEqual(["dry-run", "release.yml"]);
  });
});
