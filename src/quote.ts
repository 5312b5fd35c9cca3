// Quotes untrusted text for messages: one line of JSON, of bounded length.

/** The text as a JSON string; what exceeds `maxLength` is replaced by an ellipsis. */
export function quote(text: string, maxLength = 120): string {
  return JSON.stringify(text.length > maxLength ? `${text.slice(0, maxLength)}…` : text);
}
