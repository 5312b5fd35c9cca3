// Lines that people write where one image per line is expected, taken from how public workflows and scripts call
// `az acr import`, Import-AzContainerRegistryImage, crane, skopeo, regctl and oras. Hosts and names are placeholders.

/** One wrong line, what its error has to say, and the kind of usage that it comes from. */
export interface WrongLine {
  readonly line: string;
  /** Words of the message: the mistake by name. */
  readonly names: string;
  readonly from: string;
}

const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;
const REGISTRY_ID =
  "/subscriptions/0b1f6471-5555-4666-8777-988888888888/resourceGroups/rg-dev/providers/Microsoft.ContainerRegistry/registries/contosodev";

export const WRONG_LINES: readonly WrongLine[] = [
  { line: "- docker.io/library/nginx:1.25", names: 'starts with "- "', from: "a YAML list in a block text" },
  { line: "-docker.io/library/nginx:1.25", names: 'starts with "-"', from: "a YAML list without a blank" },
  { line: "* docker.io/library/nginx:1.25", names: 'starts with "* "', from: "a Markdown list" },
  { line: "• docker.io/library/nginx:1.25", names: 'starts with "• "', from: "a list of a text processor" },
  { line: "1. docker.io/library/nginx:1.25", names: 'starts with "1. "', from: "a numbered list" },
  { line: "– docker.io/library/nginx:1.25", names: 'starts with "– "', from: "a dash of a text processor" },
  { line: '"docker.io/library/nginx:1.25"', names: "is in quotes", from: "an array of a shell script" },
  { line: "'docker.io/library/nginx:1.25'", names: "is in quotes", from: "a YAML string in a block text" },
  { line: '"docker.io/library/nginx:1.25",', names: "is in quotes", from: "a line of a JSON array" },
  { line: "`docker.io/library/nginx:1.25`", names: "is in quotes", from: "Markdown" },
  { line: "“docker.io/library/nginx:1.25”", names: "is in quotes", from: "a web page's quotes" },
  {
    line: '"docker.io/library/nginx:1.25" => base/nginx:1.25',
    names: 'contains the quote "',
    from: "shell quoting of one side",
  },
  { line: "image: docker.io/library/nginx:1.25", names: 'starts with the key "image"', from: "Compose and Kubernetes" },
  {
    line: "image=docker.io/library/nginx:1.25",
    names: 'starts with the key "image"',
    from: "GITHUB_OUTPUT, env files",
  },
  { line: 'image: "docker.io/library/nginx:1.25"', names: 'starts with the key "image"', from: "Helm values" },
  {
    line: "source: docker.io/library/nginx:1.25",
    names: 'starts with the key "source"',
    from: "an images file's entry",
  },
  { line: "name: docker.io/library/nginx:1.25", names: 'starts with the key "name"', from: "kustomize" },
  { line: "FROM docker.io/library/nginx:1.25", names: 'starts with the word "FROM"', from: "a Dockerfile" },
  {
    line: "FROM docker.io/library/node:24 AS build",
    names: 'starts with the word "FROM"',
    from: "a Dockerfile's stage",
  },
  { line: "docker pull docker.io/library/nginx:1.25", names: 'starts with the word "docker"', from: "a shell script" },
  {
    line: "crane copy docker.io/library/nginx:1.25 contosoprod.azurecr.io/nginx:1.25",
    names: 'starts with the word "crane"',
    from: "crane copy",
  },
  {
    line: "skopeo copy docker://docker.io/nginx:1 docker://contosoprod.azurecr.io/nginx:1",
    names: 'starts with the word "skopeo"',
    from: "skopeo copy",
  },
  {
    line: "az acr import --name contosoprod --source docker.io/library/nginx:1.25",
    names: 'starts with the word "az"',
    from: "az acr import",
  },
  { line: "--source docker.io/library/nginx:1.25", names: "starts with the option --source", from: "az acr import" },
  { line: "-t nginx:1.25", names: "starts with the option -t", from: "az acr import -t" },
  { line: '["docker.io/library/nginx:1.25"]', names: 'starts with "["', from: "toJSON among lines" },
  {
    line: '{"source": "docker.io/library/nginx:1.25"}',
    names: 'starts with "{"',
    from: "an object of a matrix, in JSON",
  },
  {
    line: "docker.io/library/nginx:1.25\\nquay.io/acme/tool:3",
    names: "contains the two characters \\n instead of a line break",
    from: "join(…, '\\n') in an expression",
  },
  {
    line: "docker.io/library/nginx:1.25\\r\\nquay.io/acme/tool:3",
    names: "contains the two characters \\r instead of a line break",
    from: "join in PowerShell",
  },
  {
    line: "docker.io\\library\\nginx:1.25",
    names: "contains the two characters \\n instead of a line break",
    from: "a path of Windows",
  },
  { line: "docker.io\\library\\alpine:3", names: "contains a backslash", from: "a path of Windows" },
  { line: "docker.io/library/nginx:$TAG", names: 'contains "$TAG", which was not replaced', from: "a shell variable" },
  {
    line: `docker.io/library/nginx:\${TAG}`,
    names: `contains "\${TAG}", which was not replaced`,
    from: "a shell variable",
  },
  {
    line: `docker.io/library/nginx:\${{ env.TAG }}`,
    names: `contains "\${{ env.TAG }}", which was not replaced`,
    from: "an expression in a file",
  },
  {
    line: "docker.io/library/nginx:%TAG%",
    names: 'contains "%TAG%", which was not replaced',
    from: "a variable of cmd",
  },
  { line: "docker.io/library/nginx:<tag>", names: "contains the placeholder <tag>", from: "a copied documentation" },
  {
    line: "docker.io/library/nginx:1.25 quay.io/acme/tool:3",
    names: "contains more than one image",
    from: "images: > joins lines",
  },
  {
    line: "docker.io/library/nginx:1.25,quay.io/acme/tool:3",
    names: "contains more than one image",
    from: "a list with commas",
  },
  {
    line: "docker.io/library/nginx:1.25; quay.io/acme/tool:3",
    names: "contains more than one image",
    from: "a list with semicolons",
  },
  {
    line: "docker.io/nginx:1 => base/nginx:1 docker.io/node:24 => base/node:24",
    names: "contains more than one image",
    from: "images: > joins lines that have arrows",
  },
  {
    line: "docker.io/nginx:1 => base/nginx:1, old/nginx:1",
    names: "contains more than one target",
    from: "two --image",
  },
  { line: "docker.io/library/nginx:1.25,1.26", names: "has more than one tag in the source", from: "tags by commas" },
  { line: "docker.io/library/nginx:1.25,", names: 'ends with ","', from: "a line of a list with commas" },
  {
    line: "docker.io/nginx:1 => base/nginx:1 latest",
    names: "does not separate tags by commas",
    from: "tags by blanks",
  },
  { line: "docker.io/nginx:1 -> base/nginx:1", names: 'has "->" where => is expected', from: "regsync-like lists" },
  { line: "docker.io/nginx:1 --> base/nginx:1", names: 'has "-->" where => is expected', from: "a drawn arrow" },
  { line: "docker.io/nginx:1 → base/nginx:1", names: 'has "→" where => is expected', from: "a typographic arrow" },
  { line: "docker.io/nginx:1 ==> base/nginx:1", names: 'has "==>" where => is expected', from: "a drawn arrow" },
  {
    line: "docker.io/nginx:1 = base/nginx:1",
    names: 'has "=" where => is expected',
    from: "a mapping of a properties file",
  },
  { line: "docker.io/nginx:1 > base/nginx:1", names: 'has ">" where => is expected', from: "a drawn arrow" },
  { line: "docker.io/nginx:1 =&gt; base/nginx:1", names: 'has "=&gt;" where => is expected', from: "copied HTML" },
  { line: "docker.io/nginx:1 => a:1 => b:1", names: "has more than one =>", from: "two targets" },
  { line: "=> base/nginx:1", names: "has nothing before =>", from: "an empty expression" },
  { line: "docker.io/nginx:1 =>", names: "has nothing after =>", from: "an empty expression" },
  {
    line: "docker.io/library/nginx:*",
    names: "contains the wildcard *, which is not supported",
    from: "skopeo sync, mirror lists",
  },
  {
    line: "docker.io/library/nginx:1.*",
    names: "contains the wildcard *, which is not supported",
    from: "mirror lists",
  },
  { line: "docker.io/library/*:1.25", names: "contains the wildcard *, which is not supported", from: "mirror lists" },
  { line: `${REGISTRY_ID}/api:build-812`, names: "contains a resource ID", from: "az acr import --registry" },
  { line: REGISTRY_ID.slice(1), names: "contains a resource ID", from: "az acr show, cut" },
  { line: "oci://ghcr.io/contoso/charts/shop:0.9.1", names: "has oci:// before the reference", from: "Helm" },
  { line: "docker://docker.io/library/nginx:1.25", names: "has docker:// before the reference", from: "skopeo, uses:" },
  {
    line: "https://docker.io/library/nginx:1.25",
    names: "has https:// before the reference",
    from: "a copied address",
  },
  {
    line: "http://mirror.example/library/nginx:1.25",
    names: "has http:// before the reference",
    from: "a plain mirror",
  },
  {
    line: "docker.io/nginx:1 => https://contosoprod.azurecr.io/nginx:1",
    names: "has https:// before the reference",
    from: "the target as an address",
  },
  { line: "docker.io/library/nginx", names: "has neither a tag nor a digest", from: "latest left out" },
  { line: "docker.io/library/nginx:", names: "has no tag after the colon", from: "an empty expression for the tag" },
  { line: "docker.io/library/nginx: 1.25", names: "has a space in the source", from: "a blank after the colon" },
  {
    line: `docker.io/library/nginx:${DIGEST}`,
    names: "has a digest after a colon",
    from: "steps.build.outputs.digest",
  },
  {
    line: `docker.io/library/nginx@${DIGEST.slice(7)}`,
    names: "the part after @ is not a digest",
    from: "a cut digest",
  },
  { line: "docker.io/library/nginx@1.25", names: "the part after @ is not a digest", from: "@ instead of a colon" },
  { line: DIGEST, names: "it is a digest without a repository", from: "steps.build.outputs.digest alone" },
  { line: "docker.io/Library/Nginx:1.25", names: "repository names are in lower case", from: "github.repository" },
  { line: "ghcr.io/Contoso/Shop:1", names: "repository names are in lower case", from: "github.repository" },
  { line: "localhost:5000/app:1", names: "not localhost", from: "a local registry" },
  { line: "registry:5000/app:1", names: "is not a valid registry host", from: "a service of the job" },
  { line: "10.0.0.4:5000/app:1", names: "not an IP address", from: "a registry in the network" },
  {
    line: "docker.io/nginx:1 => contosoprod.azurecr.io:5000/nginx:1",
    names: "has a host with a port",
    from: "a port on the target",
  },
  { line: `docker.io/nginx:1 => nginx@${DIGEST}`, names: "has a digest", from: "oras and crane, by digest" },
  {
    line: "reader:0localPassword0@mirror.example/base/nginx:1",
    names: "contains a user name and a password",
    from: "credentials in an address",
  },
  {
    line: "docker.io/library/nginx:1.25\u200b.1",
    names: "contains the invisible character U+200B",
    from: "a copied web page",
  },
  {
    line: "docker.io/nginx\u00a0:1 => base/nginx:1",
    names: "contains the invisible character U+00A0",
    from: "a chat message",
  },
  { line: "docker.io//nginx:1.25", names: "is not a valid repository name", from: "an empty expression for the path" },
  { line: "/library/nginx:1.25", names: "is not a valid repository name", from: "an empty expression for the host" },
];
