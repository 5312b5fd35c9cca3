// Validates requests of the action, and responses of the local Azure, by the description in operations.ts. Schemas are compiled
// when they are first needed, once in a process. Knows no test framework.
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import type { Answer } from "../emulator/answers.ts";
import type { RecordedRequest } from "../emulator/request-log.ts";
import { OPERATIONS, type Operation, type ResponseDescription } from "./operations.ts";
import type { Schema } from "./schema.ts";

/** The part of a logged request that is validated. */
export type Exchange = Pick<RecordedRequest, "party" | "host" | "method" | "target" | "headers" | "body" | "answer">;

let ajv: Ajv | undefined;
const compiled = new Map<Schema, ValidateFunction>();

function validatorOf(schema: Schema): ValidateFunction {
  ajv ??= new Ajv({
    strict: true,
    formats: {
      uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
      "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/,
    },
  });
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  const { $id: _, ...bare } = schema;
  const made = ajv.compile(bare);
  compiled.set(schema, made);
  return made;
}

/** Why a value is not as described; undefined where it is. */
function mistake(schema: Schema, value: unknown): string | undefined {
  const validate = validatorOf(schema);
  if (validate(value)) return undefined;
  const [error] = validate.errors ?? [];
  const { additionalProperty } = (error?.params ?? {}) as { additionalProperty?: string };
  return `${error?.instancePath || "it"} ${error?.message}${additionalProperty === undefined ? "" : `: ${additionalProperty}`}`;
}

interface Route {
  readonly operation: Operation;
  readonly pattern: RegExp;
}

/** Names of repositories have slashes, but no part of them begins with `_`. */
const REPOSITORY = "(?!_)[^/]+(?:/(?!_)[^/]+)*";

const routes: readonly Route[] = OPERATIONS.map((operation) => {
  const pattern = operation.path
    .replaceAll(".", "\\.")
    .replace(/\{(\w+)\}/g, (_, name: string) => `(?<${name}>${name === "name" ? REPOSITORY : "[^/]+"})`);
  // Resource Manager ignores the case of its paths.
  const isArm = operation.path.startsWith("/subscriptions/");
  return { operation, pattern: new RegExp(`^${pattern}$`, isArm ? "i" : "") };
});

function findRoute(method: string, { pathname, searchParams }: URL): Route | undefined {
  const version = searchParams.get("api-version") ?? "";
  return routes.find(
    ({ operation, pattern }) =>
      operation.method === method && pattern.test(pathname) && (operation.apiVersion?.test(version) ?? true),
  );
}

/** True for a request to Resource Manager or to ACR's own API, which the description covers. */
export function isDescribed({ party, target }: Exchange): boolean {
  return party === "resource-manager" || (party === "registry" && /^\/(?:acr\/v1|oauth2)\//.test(target));
}

/** Where `npm run exchanges` has each run noted. */
const TALLY_FOLDER = process.env["EXCHANGE_TALLY"] ?? "";

/** Validates what a run sent and was answered; a sentence for each kind of mistake. */
export function validate(exchanges: readonly Exchange[]): string[] {
  const mistakes = [...new Set(exchanges.filter(isDescribed).flatMap(mistakesOf))];
  if (TALLY_FOLDER !== "") {
    const validated = exchanges
      .filter(isDescribed)
      .map(
        ({ answer, ...request }) =>
          `${findOperation(request)?.id} ${answer === undefined ? "unanswered" : "answered"}\n`,
      );
    appendFileSync(join(TALLY_FOLDER, `${process.pid}.txt`), validated.join(""));
  }
  return mistakes;
}

/** The operation that a request is for; undefined where none is described. */
export function findOperation({ method, target }: Pick<Exchange, "method" | "target">): Operation | undefined {
  return findRoute(method, new URL(target, "https://azure.example"))?.operation;
}

/** How an exchange differs from the description; a sentence each. */
export function mistakesOf(exchange: Exchange): string[] {
  const { method, target } = exchange;
  const url = new URL(target, "https://azure.example");
  const { pathname, searchParams } = url;
  const route = findRoute(method, url);
  if (route === undefined) return [`${method} ${pathname} is not described`];
  const { operation } = route;
  const parameters = route.pattern.exec(pathname)?.groups ?? {};
  const found = [
    ...Object.entries(parameters).map(([name, value]) => {
      const wrong = mistake(operation.parameters[name] ?? {}, decodeURIComponent(value));
      return wrong && `parameter ${name}: ${wrong}`;
    }),
    named("query", mistake(operation.query ?? NOTHING, fieldsOf(searchParams))),
    ...mistakesOfBody(operation, exchange),
    ...mistakesOfAnswer(operation, exchange.answer),
  ];
  return found.filter((each) => each !== undefined).map((each) => `${operation.id}: ${each}`);
}

const NOTHING: Schema = { type: "object", additionalProperties: false };
const named = (what: string, wrong: string | undefined) => wrong && `${what}: ${wrong}`;
const fieldsOf = (fields: URLSearchParams) => Object.fromEntries(fields);

function mistakesOfBody({ form, json }: Operation, { body, headers }: Exchange): (string | undefined)[] {
  const type = headers["content-type"]?.split(";")[0];
  if (form === undefined && json === undefined) return [body === "" ? undefined : "the request has a body"];
  const [expected, schema, value] =
    form !== undefined
      ? ["application/x-www-form-urlencoded", form, fieldsOf(new URLSearchParams(body))]
      : ["application/json", json ?? NOTHING, parse(body)];
  return [
    type === expected ? undefined : `the request is of type ${type} instead of ${expected}`,
    named("request", mistake(schema, value)),
  ];
}

/** How a response differs from the description of its operation. */
export function mistakesOfAnswer({ responses }: Operation, answer: Answer | undefined): (string | undefined)[] {
  if (answer === undefined) return [];
  const { status, body } = answer;
  const described: ResponseDescription | undefined =
    responses[status] ?? (status >= 400 ? responses["default"] : undefined);
  if (described === undefined) return [`response ${status} is not described`];
  const headers = new Map(
    Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), [value].flat().join(", ")]),
  );
  const wrongHeaders = Object.entries(described.headers ?? {}).map(([name, pattern]) =>
    pattern.test(headers.get(name) ?? "") ? undefined : `response ${status}: header ${name}`,
  );
  if (described.body === undefined)
    return [...wrongHeaders, body.length === 0 ? undefined : `response ${status} has a body`];
  const type = headers.get("content-type");
  return [
    ...wrongHeaders,
    /^application\/json\b/.test(type ?? "") ? undefined : `response ${status} is of type ${type}`,
    named(`response ${status}`, mistake(described.body, parse(body.toString("utf8")))),
  ];
}

/** undefined, which no schema allows, for what is not JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
