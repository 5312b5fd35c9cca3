// Parses ARM's error responses. Knows their shapes, not their meaning.
import { isGuid } from "../../guid.ts";
import { parseJson, stringifyJson, textAt, valueAt } from "../../json.ts";

/** An error response: https://github.com/microsoft/api-guidelines/blob/vNext/azure/Guidelines.md#handling-errors */
export interface ArmFailure {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly correlationId?: string;
}

/** Parses the body of an error response: ARM's shape, the validation shape of some front ends, or any other text as the message. */
export function parseArmFailure(status: number, body: string, correlationId?: string): ArmFailure {
  const json = parseJson(body);
  // Anything but a GUID is not an ID, and must not get into messages.
  const correlation = correlationId !== undefined && isGuid(correlationId) ? { correlationId } : {};
  if (valueAt(json, "error") !== undefined) {
    const code = textAt(json, "error", "code") ?? "";
    return { status, code, message: textAt(json, "error", "message") ?? "", ...correlation };
  }
  const errors = valueAt(json, "errors");
  if (errors !== undefined) {
    const message = `${textAt(json, "title") ?? ""} ${stringifyJson(errors)}`;
    return { status, code: "RequestValidation", message, ...correlation };
  }
  return { status, code: textAt(json, "code") ?? "", message: textAt(json, "message") ?? body, ...correlation };
}
