// Makes what a server sent fit to be quoted in a message. Imports nothing.

/** A body as one line of text; of an HTML page only the title. */
export function describeBody(body: Uint8Array): string {
  const text = Buffer.from(body.subarray(0, 4096)).toString("utf8");
  const title = /<title>([^<]{0,200})/i.exec(text)?.[1];
  if (title !== undefined) return `a page titled "${title.trim()}"`;
  if (/<html|<!doctype/i.test(text)) return "a page without a title";
  return text.replace(/\s+/g, " ").trim();
}

/** Removes the given secrets, queries of URLs, and anything that looks like a token. */
export function redactText(text: string, secrets: readonly string[]): string {
  let redacted = text;
  for (const secret of secrets) if (secret.length >= 4) redacted = redacted.replaceAll(secret, "[redacted]");
  return redacted
    .replace(/\?[^\s"')\]}]{1,5000}/g, "")
    .replace(/eyJ[\w-]{5,}(?:\.[\w-]*){0,4}/g, "[redacted]")
    .replace(/[\w+/=.~-]{40,}/g, (run) =>
      /[a-z]/.test(run) && /[A-Z]/.test(run) && /[0-9]/.test(run) ? "[redacted]" : run,
    );
}
