// What a request to ARM was about, as far as messages name it. Holds no Azure ID.
import type { Side } from "../../problems.ts";

/** One request to ARM. */
export interface ArmSubject {
  /** "importing dev.azurecr.io/api@sha256:… into contosoprod" */
  readonly what: string;
  /** Name of the registry that was looked up or imported into. */
  readonly registry: string;
  /** The side of {@link registry}. */
  readonly side: Side;
  /** Set for an import. */
  readonly source?: ImportOrigin;
  readonly operationId?: string;
  /** Removes the secrets of the run from quotes of ARM. */
  readonly redact: (text: string) => string;
}

/** The source of an import. */
export interface ImportOrigin {
  /** Registry name where `byResourceId`, else the host. */
  readonly registry: string;
  readonly byResourceId: boolean;
  readonly repository: string;
  /** Length of the password in the request; 0 without one. */
  readonly passwordLength: number;
}
