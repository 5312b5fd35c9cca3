// Formats URLs for logs and messages, without userinfo, query and fragment: they may hold secrets.

/** Returns origin and path of a URL. A text that is not a URL is not quoted. */
export function redactUrl(url: URL | string): string {
  const parsed = typeof url === "string" ? URL.parse(url) : url;
  return parsed === null ? "(not a URL)" : `${parsed.protocol}//${parsed.host}${parsed.pathname}`;
}
