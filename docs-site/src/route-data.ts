import { defineRouteMiddleware } from '@astrojs/starlight/route-data';

/** Reasons for how Tidings is built stand where they are linked from; whoever searches wants to know how to use it. */
const UNSEARCHED = /^internals\/(decisions\/|performance$)/;

export const onRequest = defineRouteMiddleware(({ locals }) => {
  const { entry } = locals.starlightRoute;
  if (UNSEARCHED.test(entry.id)) entry.data.pagefind = false;
});
