// Prepares a failure of ARM for the catalogue. ARM names the target even if the source failed, so this finds the right side.
import type { Side } from "../../problems.ts";
import { cloudOfHost } from "../cloud.ts";
import type { ArmFailure } from "./arm-failure.ts";
import type { ArmSubject, ImportOrigin } from "./arm-subject.ts";

/** A failure and the request that failed, as the rows of the catalogue read them. */
export interface Evidence {
  readonly status: number;
  /** ARM's error code, such as `InvalidParameters`. */
  readonly armCode: string;
  readonly armMessage: string;
  /** The message after "…/registries/<target> ", or the whole message. */
  readonly text: string;
  /** True where ARM wraps a response of the source in its message. */
  readonly fromSource: boolean;
  /** The registry that was looked up or imported into, and its side. */
  readonly registry: string;
  readonly side: Side;
  /** The source registry; outside an import, the only one. */
  readonly source: string;
  readonly origin: ImportOrigin | undefined;
  readonly isSourceAcr: boolean;
  /** The registry that the text names, and its side; by default {@link registry}. */
  readonly named: string;
  readonly namedSide: Side;
}

const AFTER_REGISTRY_ID = /\/registries\/[a-z0-9]{5,50}\s+([\s\S]+)$/i;
const SOURCE_RESPONSE = /^Invalid message\s/;

function namedSideOf(text: string, { registry, side, source }: ArmSubject): Side {
  if (source === undefined) return side;
  const name = source.registry.split(".")[0]?.toLowerCase() ?? "";
  const words = text.toLowerCase().split(/[^a-z0-9-]+/);
  return words.includes(name) && name !== registry.toLowerCase() ? "source" : "target";
}

/** Combines a failure with its request. */
export function gatherEvidence({ status, code, message }: ArmFailure, subject: ArmSubject): Evidence {
  const { registry, side, source: origin } = subject;
  const text = AFTER_REGISTRY_ID.exec(message)?.[1]?.trim() ?? message;
  const source = origin?.registry ?? registry;
  const namedSide = namedSideOf(text, subject);
  return {
    status,
    armCode: code,
    armMessage: message,
    text,
    fromSource: SOURCE_RESPONSE.test(text),
    registry,
    side,
    source,
    origin,
    isSourceAcr: origin !== undefined && (origin.byResourceId || cloudOfHost(origin.registry) !== undefined),
    named: namedSide === "source" ? source : registry,
    namedSide,
  };
}
