// Reads JSON of untrusted servers without exceptions: a value of the expected shape, or undefined. Imports nothing.

/** A JSON object of unknown content. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Parses a text; undefined where it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The JSON of a value that was parsed; empty where it is nested too deeply. JSON.parse does not recurse, JSON.stringify does. */
export function stringifyJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "";
  }
}

/** Parses bytes; undefined where they are not JSON in valid UTF-8. */
export function parseUtf8Json(bytes: Uint8Array): unknown {
  try {
    // A byte order mark is kept, so that JSON.parse refuses it as other strict readers do.
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** Parses a response body, in which broken UTF-8 is replaced; undefined where it is not a JSON object. */
export function parseJsonObject(body: Uint8Array): JsonObject | undefined {
  return asJsonObject(parseJson(new TextDecoder("utf-8", { ignoreBOM: true }).decode(body)));
}

/** The value, if it is an object and not an array. */
export function asJsonObject(value: unknown): JsonObject | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

/** The value at a path of keys, such as `error`, `code`. Own keys only: `constructor` is not a key of every object. */
export function valueAt(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce((at, key) => {
    const object = asJsonObject(at);
    return object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined;
  }, value);
}

/** The text at a path of keys; undefined where it is missing, empty or not a string. */
export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const text = valueAt(value, ...path);
  return typeof text === "string" && text !== "" ? text : undefined;
}
