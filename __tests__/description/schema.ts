// A short way to write JSON schemas. Objects are closed: OpenAPI allows further properties, so that an invented one would pass.
// https://json-schema.org/draft-07

export type Schema = Readonly<Record<string, unknown>>;

/** A closed object. */
export const object = (properties: Readonly<Record<string, Schema>>, ...required: readonly string[]): Schema => ({
  type: "object",
  properties,
  additionalProperties: false,
  ...(required.length > 0 && { required }),
});

/** An object whose properties are not described. */
export const anyObject: Schema = { type: "object" };
export const list = (items: Schema): Schema => ({ type: "array", items });
export const text: Schema = { type: "string" };
export const flag: Schema = { type: "boolean" };
export const integer: Schema = { type: "integer" };
/** A text of at least one character, as Microsoft describes parameters. */
export const filled: Schema = { type: "string", minLength: 1 };
export const time: Schema = { type: "string", format: "date-time" };
export const oneOf = (...values: readonly string[]): Schema => ({ type: "string", enum: values });
