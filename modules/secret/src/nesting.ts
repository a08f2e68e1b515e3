/**
 * Whether a text, read as JSON, has more arrays and objects inside each other than that. Looks at brackets outside
 * strings only, so it costs a text that is no JSON no more than one that is, and never recurses.
 */
export function isDeeperThan(levels: number, json: string): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < json.length; at += 1) {
    const unit = json[at];
    if (isInString) {
      if (unit === '\\') at += 1;
      else if (unit === '"') isInString = false;
    } else if (unit === '"') isInString = true;
    else if (unit === '[' || unit === '{') {
      depth += 1;
      if (depth > levels) return true;
    } else if (unit === ']' || unit === '}') depth -= 1;
  }
  return false;
}
