import type { FacetValue } from '@tidings/event/schema';

export interface FacetOption {
  value: string;
  label: string;
}

/** Blanks that HTML would swallow, made visible: "  sp " is another value than "sp". */
export function shownValue(value: string): string {
  return value.replaceAll(/^\s+|\s+$|\s{2,}|[^\S ]/g, (blanks) => '␣'.repeat(blanks.length));
}

/**
 * What a picker offers: what is chosen, what was seen, and what was typed if nobody has seen it yet. Each value once.
 * People know a campaign by its name: the label stands first where there is one.
 */
export function facetOptions(
  chosen: readonly string[],
  seen: readonly FacetValue[],
  typed: string,
): FacetOption[] {
  const options = new Map(
    seen.map(({ value, label }) => [
      value,
      { value, label: label ? `${label} (${shownValue(value)})` : shownValue(value) },
    ]),
  );
  const own = typed.trim();
  const isKnown = seen.some(({ value, label }) => value === own || label === own);
  for (const value of chosen)
    if (!options.has(value)) options.set(value, { value, label: shownValue(value) });
  if (own && !isKnown && !options.has(own)) options.set(own, { value: own, label: `Use “${own}”` });
  return [...options.values()];
}
