/** Names of classes: see `json-colors.module.css`. */
type Kind = 'tok-propertyName' | 'tok-string' | 'tok-number' | 'tok-keyword' | 'tok-punctuation';

export interface JsonToken {
  /** Null for what is between them. */
  kind: Kind | null;
  text: string;
}

const TOKEN =
  /(?<name>"(?:[^"\\]|\\.)*"(?=\s*:))|(?<text>"(?:[^"\\]|\\.)*")|(?<number>-?\d[\d.eE+-]*)|(?<word>\b(?:true|false|null)\b)|(?<mark>[{}[\],:]+)/g;

function kindOf(groups: Record<string, string | undefined> | undefined): Kind {
  if (groups?.['name'] !== undefined) return 'tok-propertyName';
  if (groups?.['text'] !== undefined) return 'tok-string';
  if (groups?.['number'] !== undefined) return 'tok-number';
  return groups?.['word'] === undefined ? 'tok-punctuation' : 'tok-keyword';
}

/** JSON in parts, to be coloured. Together they are the whole text, whatever that is. */
export function jsonTokens(text: string): JsonToken[] {
  const tokens: JsonToken[] = [];
  let end = 0;
  for (const { 0: token, index, groups } of text.matchAll(TOKEN)) {
    if (index > end) tokens.push({ kind: null, text: text.slice(end, index) });
    tokens.push({ kind: kindOf(groups), text: token });
    end = index + token.length;
  }
  if (end < text.length) tokens.push({ kind: null, text: text.slice(end) });
  return tokens;
}
