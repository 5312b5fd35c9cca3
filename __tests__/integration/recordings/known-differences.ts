// What of the recordings the local Azure is not asked, and in what it differs where it is asked; each with its reason.

/** Exchanges that no scene asks: all of a recording, or some places in it. */
export const NOT_ASKED: readonly { readonly file: string; readonly at?: readonly number[]; readonly reason: string }[] =
  [
    {
      file: "arm-registry-delete-2026-01-01-preview",
      reason:
        "The local ARM deletes no registries; the recording shows how polls go, and is replayed through the importer.",
    },
    {
      file: "arm-import-2019-05-01",
      at: [2],
      reason: "A second import like the first, at the same time.",
    },
    { file: "arm-error-name-in-use", reason: "The local ARM makes no registries." },
    {
      file: "arm-import-failures-quoted",
      at: [1, 3],
      reason: "The text is what a source says, or has no known cause: tests give it to the local Azure word for word.",
    },
    {
      file: "arm-errors-quoted",
      at: [0, 1, 2, 4, 6, 7],
      reason: "Other providers, or an api-version that one region lacks: tests give these answers by faults.",
    },
    {
      file: "acr-refusals-quoted",
      at: [2, 5],
      reason:
        "Quoted from inside an import's error (that scene asks it), and the front of MCR, which has no limit here.",
    },
    {
      file: "acr-cache-rules-quoted",
      at: [2, 3],
      reason: "The upstreams of local cache rules neither throttle nor ask for a login.",
    },
    {
      file: "ghcr-referrers-quoted",
      at: [1],
      reason: "github.com has no part of the registry here; nobody may ask it.",
    },
    { file: "entra-refusals-quoted", at: [0], reason: "A subject of another kind of identity, not of GitHub." },
  ];

/** Headers, and places in the body, in which an answer differs from the recording. */
export const DIFFERENT: readonly {
  readonly file: string;
  readonly at?: readonly number[];
  readonly ignored: readonly string[];
  readonly reason: string;
}[] = [
  {
    file: "arm-import-2019-05-01",
    ignored: ["location"],
    reason: "Of 2022, before polling URLs were signed; the local ARM signs them as the newer recordings do.",
  },
  {
    file: "arm-registry-2021-09-01",
    ignored: ["body.systemData", "body.properties.policies.retentionPolicy.lastUpdatedTime"],
    reason: "The transcription leaves these fields out.",
  },
  {
    file: "arm-registry-list-2023-01-01-preview",
    ignored: ["body.value[].systemData", "body.value[].properties.policies.softDeletePolicy.lastUpdatedTime"],
    reason: "The transcription emptied them.",
  },
  {
    file: "arm-import-failures-second-hand",
    at: [2],
    ignored: ["body.error.code"],
    reason: "Which code it has is not known.",
  },
  {
    file: "acr-manifest-index",
    ignored: ["body"],
    reason: "The content of an image is not the registry's.",
  },
  { file: "acr-blob", at: [0], ignored: ["body"], reason: "The content of an image is not the registry's." },
  {
    file: "acr-metadata-lists",
    at: [6],
    ignored: [
      "body.manifests[].changeableAttributes.quarantineDetails",
      "body.manifests[].changeableAttributes.quarantineState",
    ],
    reason: "No scanner looks at local images.",
  },
  {
    file: "acr-tags-list-documented",
    ignored: ["content-type", "body.errors[].message"],
    reason: "Documentation of an older service: the recordings have a charset and a longer text.",
  },
  {
    file: "acr-refusals-quoted",
    at: [0],
    ignored: ["body.errors[].detail"],
    reason: "The thread quotes the text only; recorded challenges have a detail.",
  },
  {
    file: "acr-cache-rules-quoted",
    at: [4],
    ignored: ["body.errors[].detail"],
    reason: "The thread quotes the text only; the recorded 404 of a tag has a detail.",
  },
  {
    file: "entra-refusals-quoted",
    at: [3],
    ignored: ["body.error_description"],
    reason: "The wording is of 2023; the local Entra has that of 2025.",
  },
];
