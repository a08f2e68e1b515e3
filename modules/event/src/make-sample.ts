import { type Context, invalid } from '@tidings/kernel';
import { ConversionFault } from './catalog/convert.ts';
import { catalogOf } from './catalog.ts';
import { prepare } from './publish.ts';
import { render } from './rendering/render.ts';
import { variantOf, type Wish } from './rendering/variant.ts';

/**
 * An event for a test: checked as if it were published, in the version and style that a webhook wishes, and stored
 * nowhere. Without `data` it is the catalog's example.
 * @throws {DomainError} as publishing does: `invalid` with a JSON pointer for each fault, `too_large`.
 */
export async function makeSample(
  ctx: Context,
  { type, data }: { type: string; data?: Record<string, unknown> | undefined },
  wish?: Wish,
): Promise<{ id: string; type: string; body: string }> {
  const catalog = catalogOf(ctx);
  const example = catalog.get(type)?.versions[0]?.example ?? {};
  const { id, body } = prepare(ctx, { type, data: data ?? example });
  const variant = wish ? variantOf(catalog, type, wish) : null;
  if (variant === null) return { id, type, body };
  try {
    return { id, type, body: await render(catalog, body, variant) };
  } catch (error) {
    if (error instanceof ConversionFault) throw invalid('/data', error.message);
    throw error;
  }
}
