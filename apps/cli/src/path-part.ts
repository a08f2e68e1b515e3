import { EXIT, Failure } from './failure.ts';

/**
 * An id or a name as a part of a path.
 * @throws {Failure} `usage` for what would ask for another path: URLs lose parts that are empty or made of dots.
 */
export function pathPart(text: string): string {
  if (/^\s*\.{0,2}\s*$/.test(text)) throw new Failure(EXIT.usage, `"${text}" is no id and no name.`);
  return encodeURIComponent(text);
}
