// Owns the search for secrets in text and the masking of the runner. Knows no party.
// https://github.com/actions/runner/blob/v2.328.0/src/Sdk/DTLogging/Logging/ValueEncoders.cs

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

/** Every text that the runner hides once a value was masked: its lines and their encodings. */
export function maskedTexts(value: string): string[] {
  const lines = [value, ...value.split(/\r\n|\n|\r/)].filter((line) => line.trim() !== "");
  const forms = lines.flatMap((line) => {
    const bytes = Buffer.from(line);
    const shifted = [0, 1, 2].map((offset) => bytes.subarray(offset).toString("base64"));
    return [line, ...shifted, encodeURIComponent(line), JSON.stringify(line).slice(1, -1), line.replaceAll("'", "''")];
  });
  return [...new Set(forms)].filter((form) => form !== "");
}

/** A text as the runner's log shows it after those masks. */
export function applyMasks(text: string, masks: readonly string[]): string {
  const hidden = masks.flatMap(maskedTexts).sort((a, b) => b.length - a.length);
  return hidden.reduce((shown, form) => shown.replaceAll(form, "***"), text);
}
