import type { Catalog } from '@tidings/event';
import { invalid } from '@tidings/kernel';

/**
 * Refuses to pin a webhook, or what stands for one, to a version that no event type has: it would get the one before without a word.
 * @throws {DomainError} `invalid`, naming those there are.
 */
export function checkApiVersion(catalog: Catalog, version: string): void {
  const known = catalog.versions();
  if (known.includes(version)) return;
  throw invalid('/api_version', `There is no version ${version}. There is ${known.join(', ')}.`);
}
