import type { Picture, Viewer } from './picture.ts';
import type { Scene } from './scene.ts';

type Opened = { path: (scene: Scene) => string; viewer?: Viewer; refuses?: Picture['refuses'] };

const SETTINGS = '/dashboard/settings';
const WEBHOOKS = `${SETTINGS}/webhooks`;

/** Whose page asks who is signed in, and is told that nobody is. */
const SIGNED_OUT: Picture['refuses'] = [[401, 'session.me']];

const at = (path: string): Opened => ({ path: () => path });
const outside = (path: (scene: Scene) => string): Opened => ({ path, viewer: 'nobody', refuses: SIGNED_OUT });
/** Of the webhook that has most to show: it fails now and then. */
const ofWebhook = (rest = ''): Opened => ({ path: ({ webhooks }) => `${WEBHOOKS}/${webhooks.flaky}${rest}` });

/** How each route is opened. A route that is missing here fails the journey `every-route` and `npm run shots`. */
const OPENED: Record<string, Opened> = {
  '/': at('/'),
  '/$': { ...at('/nowhere'), refuses: [[404, '/nowhere']] },
  '/accept-invitation': outside(({ invitation }) => `/accept-invitation#${invitation}`),
  '/no-account': { ...at('/no-account'), viewer: 'stranger', refuses: [[403, 'session.me']] },
  '/portal': outside(() => '/portal'),
  '/reset-password': outside(() => '/reset-password'),
  '/sign-in': outside(() => '/sign-in'),
  '/play': at('/play'),
  '/dashboard/events': at('/dashboard/events'),
  '/dashboard/settings/account': at(`${SETTINGS}/account`),
  '/dashboard/settings/apps': at(`${SETTINGS}/apps`),
  '/dashboard/settings/audit': at(`${SETTINGS}/audit`),
  '/dashboard/settings/notifications': at(`${SETTINGS}/notifications`),
  '/dashboard/settings/team': at(`${SETTINGS}/team`),
  '/dashboard/settings/keys': at(`${SETTINGS}/keys`),
  '/dashboard/settings/keys/create': at(`${SETTINGS}/keys/create`),
  '/dashboard/settings/webhooks': at(WEBHOOKS),
  '/dashboard/settings/webhooks/create': at(`${WEBHOOKS}/create`),
  '/dashboard/settings/webhooks/events': at(`${WEBHOOKS}/events`),
  '/dashboard/settings/webhooks/verify': at(`${WEBHOOKS}/verify`),
  '/dashboard/settings/webhooks/$id': ofWebhook(),
  '/dashboard/settings/webhooks/$id/deliveries': ofWebhook('/deliveries'),
  '/dashboard/settings/webhooks/$id/diagnose': ofWebhook('/diagnose'),
  '/dashboard/settings/webhooks/$id/edit': ofWebhook('/edit'),
  '/dashboard/settings/webhooks/$id/test': ofWebhook('/test'),
};

/** Of `/dashboard/settings/webhooks/$id/edit`: `webhooks-id-edit`. */
function nameOf(route: string): string {
  if (route === '/') return 'start';
  if (route === '/$') return 'not-found';
  return route
    .replace(/^\/(dashboard\/)?(settings\/)?/, '')
    .replaceAll('$', '')
    .replaceAll('/', '-');
}

/** One picture of each route, as it opens. */
export const ROUTE_PICTURES: Picture[] = Object.entries(OPENED).map(([route, opened]) => ({
  viewer: 'admin',
  ...opened,
  route,
  name: nameOf(route),
}));

/** What of these routes has no picture. */
export function missingRoutes(routes: string[]): string[] {
  return routes.filter((route) => !(route in OPENED));
}
