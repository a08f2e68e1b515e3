import { type Config, DomainError, pointer } from '@tidings/kernel';
import { asVariable } from './schema.ts';

/**
 * Refuses custom headers that pass for ours: what `X-<Brand>-…` says must be true for whoever reads it.
 * @throws {DomainError} `invalid`, with a pointer to each.
 */
export function checkHeaders(config: Config, headers: Record<string, string>): void {
  const prefix = `x-${config.BRAND.toLowerCase()}-`;
  const issues = Object.keys(headers)
    .filter((name) => asVariable(name).startsWith(prefix))
    .map((name) => ({
      path: pointer(['headers', name]),
      message: `The header "${name}" is set by the sender.`,
    }));
  if (issues[0]) throw new DomainError('invalid', issues[0].message, issues);
}
