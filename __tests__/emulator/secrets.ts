// Owns the search for secrets in text and the masking of the runner. Knows no party.
// https://github.com/actions/runner/blob/v2.336.0/src/Sdk/DTLogging/Logging/ValueEncoders.cs

/** The base64 of a text wherever it stands in a longer one: at three offsets, without the characters that its neighbours change. */
function base64Cores(text: string): string[] {
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]).toString("base64");
    const unstableStart = offset === 0 ? 0 : offset + 1;
    const bytes = offset + Buffer.byteLength(text);
    const stableEnd = Math.floor((bytes * 8) / 6);
    return encoded.slice(unstableStart, stableEnd);
  });
}

/** Which of the secrets are in a text: plain, URI-encoded, JSON-escaped, or in base64 at any offset, in either alphabet. */
export function findSecretsInText(secrets: readonly string[], text: string): string[] {
  const urlSafe = text.replaceAll("-", "+").replaceAll("_", "/");
  return secrets.filter((secret) => {
    const plain = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
    if (plain.some((form) => text.includes(form))) return true;
    // Shorter pieces would be found by chance.
    return base64Cores(secret).some((core) => core.length >= 8 && (text.includes(core) || urlSafe.includes(core)));
  });
}

/** Text before and after the ampersand that PowerShell colours: it may print the parts alone. */
function partsAtAmpersand(line: string): string[] {
  const coloured = line.indexOf("&+");
  const last = line.lastIndexOf("&");
  if (last < 0) return [];
  const parts =
    coloured < 0
      ? [line.slice(0, last + 1), line.slice(last + 1)]
      : [line.slice(0, coloured + 2), line.slice(coloured + 3)];
  return parts.filter((part) => part.length >= 6);
}

const XML_ESCAPES: Readonly<Record<string, string>> = {
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "&": "&amp;",
};

// Uri.EscapeDataString escapes what encodeURIComponent leaves.
const escapeUri = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * Every text that the runner hides once a value was masked: its lines, and their encodings.
 * https://github.com/actions/runner/blob/v2.336.0/src/Runner.Common/HostContext.cs#L103-L113
 */
export function maskedTexts(value: string): string[] {
  const lines = [value, ...value.split(/[\r\n]/).map((line) => line.trim())].filter((line) => line.trim() !== "");
  const forms = lines.flatMap((line) => {
    const bytes = Buffer.from(line);
    const shifted = [0, 1, 2].map((offset) => bytes.subarray(bytes.length > offset ? offset : 0).toString("base64"));
    return [
      line,
      ...shifted,
      line.replaceAll('"', '\\"'),
      line.replaceAll("'", "''"),
      JSON.stringify(line).slice(1, -1),
      escapeUri(line),
      line.replace(/[<>"'&]/g, (each) => XML_ESCAPES[each] ?? each),
      ...(line.length > 8 && /^".*"$/s.test(line) ? [line.slice(1, -1)] : []),
      ...partsAtAmpersand(line),
    ];
  });
  return [...new Set(forms)].filter((form) => form !== "");
}

/** A text as the runner's log shows it after those masks. */
export function applyMasks(text: string, masks: readonly string[]): string {
  return hideTexts(text, masks.flatMap(maskedTexts));
}

/** A text with `***` for each of these. */
export function hideTexts(text: string, hidden: readonly string[]): string {
  const found = hidden.filter((form) => text.includes(form)).sort((a, b) => b.length - a.length);
  return found.reduce((shown, form) => shown.replaceAll(form, "***"), text);
}

/** The outputs that a job hands on: neither empty nor changed by a mask. */
export function passOnOutputs(
  outputs: Readonly<Record<string, string>>,
  masks: readonly string[],
): Record<string, string> {
  const hidden = [...new Set(masks.flatMap(maskedTexts))];
  return Object.fromEntries(
    Object.entries(outputs).filter(([, value]) => value !== "" && !hidden.some((form) => value.includes(form))),
  );
}
