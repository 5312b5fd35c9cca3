// Compares our description of the operations with Microsoft's, facet by facet: parameters, forms, bodies and responses.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { OPERATIONS, type Operation, type Origin } from "./operations.ts";
import type { Schema } from "./schema.ts";

const FOLDER = join(process.env["ACR_PROMOTE_FIXTURES"] ?? "../shared/fixtures", "specs");
const FILES: Readonly<Record<Exclude<Origin, "none">, string>> = {
  arm: "arm-containerregistry-2025-11-01.json",
  "data-plane": "acr-data-plane-2019-07-15-preview.yaml",
};

interface Parameter extends Schema {
  readonly $ref?: string;
  readonly name: string;
  readonly in: "path" | "query" | "body" | "formData" | "header";
  readonly required?: boolean;
  readonly schema?: Schema;
}

interface Swagger {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<string, { operationId: string; parameters?: Parameter[]; responses: Record<string, SwaggerResponse> }>
      >
    >
  >;
}

interface SwaggerResponse {
  readonly schema?: Schema;
  readonly headers?: Readonly<Record<string, Schema>>;
}

/** Microsoft's documents by origin; undefined where their folder is absent. */
export function readMicrosoft(): Readonly<Record<keyof typeof FILES, Swagger>> | undefined {
  if (!existsSync(FOLDER)) return undefined;
  const read = (file: string) => parse(readFileSync(join(FOLDER, file), "utf8")) as Swagger;
  return { arm: read(FILES.arm), "data-plane": read(FILES["data-plane"]) };
}

/** What a schema says at each place: type, enumeration, form, limits, and whether it must be there. */
type Facets = Map<string, string>;

function addFacets(
  facets: Facets,
  at: string,
  schema: Schema,
  resolve: (schema: Schema) => Schema,
  within: readonly Schema[] = [],
): void {
  const resolved = resolve(schema);
  const { type, properties, items, additionalProperties, anyOf, required, ...rest } = resolved;
  const kind = anyOf !== undefined ? "any" : (type ?? (properties === undefined ? "any" : "object"));
  const limits = ["enum", "format", "pattern", "minLength", "maxLength"].flatMap((name) => {
    const value = rest[name];
    // Widths of numbers and Azure's own forms are no JSON schema.
    return value === undefined || /^(?:int\d+|arm-id)$/.test(String(value)) ? [] : [`${name}=${JSON.stringify(value)}`];
  });
  // Errors hold errors.
  const isRepeated = within.includes(resolved);
  const needs = Array.isArray(required) && !isRepeated ? [`required=${[...required].sort().join()}`] : [];
  facets.set(at, [String(kind), ...limits, ...needs].join(" "));
  if (isRepeated) return;
  const add = (place: string, part: unknown) =>
    addFacets(facets, `${at}${place}`, part as Schema, resolve, [...within, resolved]);
  for (const [name, property] of Object.entries(properties ?? {})) add(`.${name}`, property);
  if (items !== undefined) add("[]", items);
  if (typeof additionalProperties === "object") add(".*", additionalProperties);
}

/** Facets of Microsoft's description of an operation. */
function theirs(swagger: Swagger, operationId: string): Facets {
  const resolve = (schema: Schema): Schema => {
    const reference = schema["$ref"];
    if (typeof reference !== "string") return schema;
    const found = reference
      .slice("#/".length)
      .split("/")
      .reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], swagger);
    return resolve(found as Schema);
  };
  const facets: Facets = new Map();
  for (const [path, methods] of Object.entries(swagger.paths))
    for (const [method, operation] of Object.entries(methods)) {
      if (operation.operationId !== operationId) continue;
      facets.set("request", `${method.toUpperCase()} ${path}`);
      for (const given of operation.parameters ?? []) {
        const { name, in: place, required = false, schema, ...rest } = resolve(given) as Parameter;
        if (place === "body") addFacets(facets, "json", schema ?? {}, resolve);
        else addParameter(facets, place === "formData" ? "form" : place, name, required, rest, resolve);
      }
      for (const [status, { schema, headers = {} }] of Object.entries(operation.responses)) {
        facets.set(`response ${status}`, schema === undefined ? "no body" : "body");
        if (schema !== undefined) addFacets(facets, `response ${status} body`, schema, resolve);
        for (const name of Object.keys(headers)) facets.set(`response ${status} header ${name.toLowerCase()}`, "");
      }
    }
  return facets;
}

function addParameter(
  facets: Facets,
  place: string,
  name: string,
  required: boolean,
  schema: Schema,
  resolve: (schema: Schema) => Schema,
): void {
  const { type, enum: values, format, pattern, minLength, maxLength } = schema;
  const bare = { type, enum: values, format, pattern, minLength, maxLength };
  addFacets(facets, `${place} ${name}`, bare, resolve);
  if (required) facets.set(`${place} ${name} is required`, "");
}

/** Facets of our description. */
function ours({ method, path, parameters, query, form, json, responses }: Operation): Facets {
  const same = (schema: Schema) => schema;
  const facets: Facets = new Map([["request", `${method} ${path}`]]);
  const fields = (place: string, schema: Schema | undefined) => {
    const required = (schema?.["required"] ?? []) as readonly string[];
    for (const [name, field] of Object.entries((schema?.["properties"] ?? {}) as Record<string, Schema>))
      addParameter(facets, place, name, required.includes(name), field, same);
  };
  for (const [name, schema] of Object.entries(parameters)) addParameter(facets, "path", name, true, schema, same);
  fields("query", query);
  fields("form", form);
  if (json !== undefined) addFacets(facets, "json", json, same);
  for (const [status, { body, headers = {} }] of Object.entries(responses)) {
    facets.set(`response ${status}`, body === undefined ? "no body" : "body");
    if (body !== undefined) addFacets(facets, `response ${status} body`, body, same);
    for (const name of Object.keys(headers)) facets.set(`response ${status} header ${name}`, "");
  }
  return facets;
}

/** Every facet in which our description of an operation differs from Microsoft's: `<place>: <ours> | <theirs>`. */
export function differencesOf(operation: Operation, swagger: Swagger): string[] {
  const [our, their] = [ours(operation), theirs(swagger, operation.id)];
  return [...new Set([...our.keys(), ...their.keys()])]
    .filter((at) => our.get(at) !== their.get(at))
    .map((at) => `${operation.id} ${at}: ${our.get(at) ?? "absent"} | ${their.get(at) ?? "absent"}`);
}

/** Differences of all operations that Microsoft describes. */
export function allDifferences(microsoft: NonNullable<ReturnType<typeof readMicrosoft>>): string[] {
  return OPERATIONS.flatMap((operation) =>
    operation.origin === "none" ? [] : differencesOf(operation, microsoft[operation.origin]),
  );
}
