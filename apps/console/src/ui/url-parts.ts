const LONGEST_END = 14;

/**
 * A URL in two parts, of which the second is to be read whatever room there is: the last part of its path, as far as
 * that is short, or else its last letters. Without `https://`, which goes without saying.
 */
export function urlParts(url: string): [start: string, end: string] {
  const words = url.replace(/^https:\/\//, '');
  const slash = words.replace(/\/$/, '').lastIndexOf('/');
  const atSlash = slash > words.indexOf('//') + 1 && words.length - slash <= LONGEST_END;
  const at = atSlash ? slash : Math.max(0, words.length - LONGEST_END);
  return [words.slice(0, at), words.slice(at)];
}
