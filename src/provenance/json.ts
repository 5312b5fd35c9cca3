// Reads JSON of unknown shape from attestations. A value that is missing or of another type is undefined, never an exception.

/** A JSON object of unknown content. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Parses bytes; undefined where they are not JSON in valid UTF-8. */
export function parseUtf8Json(bytes: Uint8Array): unknown {
  try {
    // A byte order mark is kept, so that JSON.parse refuses it as other strict readers do.
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** The value, if it is an object and not an array. */
export function asJsonObject(value: unknown): JsonObject | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

/** The value at a path of keys. Own keys only: `constructor` is not a key of every object. */
export function valueAt(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce((at, key) => {
    const object = asJsonObject(at);
    return object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined;
  }, value);
}
