import { trpc } from '../../api/client.ts';
import { ownTimeZone } from '../../format/time-zone.ts';

/** The numbers of the account; its day begins where the person is, unless the account says where. */
export const overviewQuery = () => trpc.metrics.overview.queryOptions({ time_zone: ownTimeZone() });
