// The inputs of the provenance gate.
import { isAttestationRepository, isSignerWorkflow, SLSA_PROVENANCE_V1 } from "../provenance/policy.ts";
import { quote } from "../quote.ts";
import { addProblem, type Inputs, textOf } from "./inputs.ts";
import type { PromotionRequest } from "./request.ts";
import { choiceOf } from "./typed-inputs.ts";

/** Which attestation an image must have; by default one of this repository, of SLSA provenance. */
export function provenanceOf(inputs: Inputs): PromotionRequest["provenance"] {
  const mode = choiceOf(inputs, "require-attestation", ["off", "warn", "require"], "off");
  const repository = textOf(inputs, "attestation-repository") || inputs.raw.repository;
  const signerWorkflow = textOf(inputs, "attestation-signer-workflow");
  const predicateType = textOf(inputs, "attestation-predicate-type") || SLSA_PROVENANCE_V1;
  if (mode !== "off" && !isAttestationRepository(repository)) {
    const input = "attestation-repository";
    addProblem(inputs, { input }, `${input} must be owner/repository or owner; got ${quote(repository)}.`, {
      remedy: `Set for example ${input}: contoso/api`,
    });
  }
  if (signerWorkflow !== "" && !isSignerWorkflow(signerWorkflow)) {
    const input = "attestation-signer-workflow";
    addProblem(inputs, { input }, `${input} must be the path of a workflow; got ${quote(signerWorkflow)}.`, {
      remedy: "Write owner/repository/.github/workflows/file.yml, optionally with @ref",
    });
  }
  if (!/^[a-z][a-z0-9+.-]*:\S{1,500}$/i.test(predicateType)) {
    const input = "attestation-predicate-type";
    addProblem(inputs, { input }, `${input} must be a URI; got ${quote(predicateType)}.`, {
      remedy: `Set for example ${input}: ${SLSA_PROVENANCE_V1}`,
    });
  }
  return {
    mode,
    repository,
    ...ownIdsOf(inputs, repository),
    ...(signerWorkflow !== "" && { signerWorkflow }),
    predicateType,
  };
}

/** The IDs of a required repository or owner that is this run's own. GitHub gives no IDs of others. */
function ownIdsOf({ raw }: Inputs, required: string): Pick<PromotionRequest["provenance"], "repositoryId" | "ownerId"> {
  const [own, name] = [raw.repository.toLowerCase(), required.toLowerCase()];
  const isOwnOwner = name.split("/")[0] === own.split("/")[0];
  return {
    ...(name === own && raw.repositoryId !== undefined && { repositoryId: raw.repositoryId }),
    ...(isOwnOwner && raw.repositoryOwnerId !== undefined && { ownerId: raw.repositoryOwnerId }),
  };
}
