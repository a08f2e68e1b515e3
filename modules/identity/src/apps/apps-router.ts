import { accountProcedure } from '@tidings/kernel';
import { z } from 'zod';
import { app, appIdInput, appPage, installAppInput, listAppsInput } from './app-schema.ts';
import { installApp } from './install-app.ts';
import { getApp, listApps } from './list-apps.ts';
import { uninstallApp } from './uninstall-app.ts';

const tag = 'Apps';
// No visitor: what an app's keys do would outlast the visit. Uninstalling one revokes its keys, and is for whoever may
// manage apps all the same.
const procedure = accountProcedure({ scope: 'keys:write', role: 'developer', portal: false });

export const appProcedures = {
  list: procedure
    .meta({ rest: { method: 'GET', path: '/apps', summary: 'List installed apps', tag } })
    .input(listAppsInput)
    .output(appPage)
    .query(({ ctx, input }) => listApps(ctx, input)),
  install: procedure
    .meta({
      audit: ['app.installed'],
      rest: { method: 'POST', path: '/apps', status: 201, summary: 'Install an app', tag },
    })
    .input(installAppInput)
    .output(app)
    .mutation(({ ctx, input }) => installApp(ctx, input)),
  get: procedure
    .meta({
      rest: { method: 'GET', path: '/apps/{id}', summary: 'Read an app, and what would go with it', tag },
    })
    .input(appIdInput)
    .output(app)
    .query(({ ctx, input }) => getApp(ctx, input)),
  uninstall: procedure
    .meta({
      audit: ['app.uninstalled', 'key.revoked'],
      rest: {
        method: 'DELETE',
        path: '/apps/{id}',
        status: 204,
        summary: 'Uninstall an app with its keys and webhooks',
        tag,
      },
    })
    .input(appIdInput)
    .output(z.void())
    .mutation(({ ctx, input }) => uninstallApp(ctx, input)),
};
