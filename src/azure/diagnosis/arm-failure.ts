// Parses ARM's error responses. Knows their shapes, not their meaning.
import { field, parseJson, textField } from "../json.ts";

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
  const correlation = correlationId === undefined ? {} : { correlationId };
  if (field(json, "error") !== undefined) {
    const code = textField(json, "error", "code") ?? "";
    return { status, code, message: textField(json, "error", "message") ?? "", ...correlation };
  }
  const errors = field(json, "errors");
  if (errors !== undefined) {
    const message = `${textField(json, "title") ?? ""} ${JSON.stringify(errors)}`;
    return { status, code: "RequestValidation", message, ...correlation };
  }
  return { status, code: textField(json, "code") ?? "", message: textField(json, "message") ?? body, ...correlation };
}
