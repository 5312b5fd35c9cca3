// How a URL may be told to people: signed queries, userinfo and fragments never leave the process.

/** Origin and path of a URL; a text that is none is not repeated. */
export function redactUrl(url: URL | string): string {
  const parsed = typeof url === "string" ? URL.parse(url) : url;
  return parsed === null ? "(not a URL)" : `${parsed.protocol}//${parsed.host}${parsed.pathname}`;
}
