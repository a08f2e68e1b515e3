import type { Context } from '@tidings/kernel';
import type { Page } from '@tidings/kernel/schema';

/** The addresses that deliveries come from, as far as the operator says: what receivers let through their firewalls. */
export function listSourceIps({ config }: Pick<Context, 'config'>): Page<string> {
  return { data: config.SOURCE_IPS, has_more: false, next_cursor: null };
}
