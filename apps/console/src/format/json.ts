/**
 * JSON with indentation, anything else as it is. Numbers that JavaScript would round (more than 15 digits)
 * keep the text unformatted: what is shown must be what was sent.
 */
export function prettyJson(text: string): string {
  if (!/^\s*[[{]/.test(text) || /\d{16,}/.test(text.replace(/"(?:[^"\\]|\\.)*"/g, ''))) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
