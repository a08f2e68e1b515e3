import { accountProcedure, openProcedure, personProcedure, router } from '@tidings/kernel';
import { z } from 'zod';
import { listActivity } from './activity.ts';
import { createWebhook } from './create-webhook.ts';
import { deleteWebhook } from './delete-webhook.ts';
import { getJwks } from './get-jwks.ts';
import { getWebhook } from './get-webhook.ts';
import { listRows } from './list-rows.ts';
import { listWebhooks } from './list-webhooks.ts';
import { revealSecret } from './reveal-secret.ts';
import { rollWebhookSecret } from './roll-secret.ts';
import {
  createdWebhook,
  createWebhookInput,
  jwks,
  listWebhooksInput,
  replaceWebhookInput,
  revealedSecret,
  revealSecretInput,
  rolledWebhook,
  rollSecretInput,
  updateWebhookInput,
  webhook,
  webhookActivityList,
  webhookIdInput,
  webhookPage,
  listedWebhooks,
  listedWebhooksInput,
} from './schema.ts';
import { replaceWebhook } from './replace-webhook.ts';
import { updateWebhook } from './update-webhook.ts';

const tag = 'Webhooks';

export const endpointRouter = router({
  webhooks: router({
    list: accountProcedure({ scope: 'webhooks:read', role: 'developer' })
      .meta({ rest: { method: 'GET', path: '/webhooks', summary: 'List webhooks', tag } })
      .input(listWebhooksInput)
      .output(webhookPage)
      .query(({ ctx, input }) => listWebhooks(ctx, input)),
    create: accountProcedure({ scope: 'webhooks:write', role: 'developer' })
      .meta({
        audit: ['webhook.created'],
        rest: { method: 'POST', path: '/webhooks', status: 201, summary: 'Create a webhook', tag },
      })
      .input(createWebhookInput)
      .output(createdWebhook)
      .mutation(({ ctx, input }) => createWebhook(ctx, input)),
    get: accountProcedure({ scope: 'webhooks:read', role: 'developer' })
      .meta({ rest: { method: 'GET', path: '/webhooks/{id}', summary: 'Read a webhook', tag } })
      .input(webhookIdInput)
      .output(webhook)
      .query(({ ctx, input }) => getWebhook(ctx, input)),
    update: accountProcedure({ scope: 'webhooks:write', role: 'developer' })
      .meta({
        audit: ['webhook.updated', 'webhook.paused', 'webhook.resumed'],
        rest: { method: 'PATCH', path: '/webhooks/{id}', summary: 'Change, pause or resume a webhook', tag },
      })
      .input(updateWebhookInput)
      .output(webhook)
      .mutation(({ ctx, input }) => updateWebhook(ctx, input)),
    replace: accountProcedure({ scope: 'webhooks:write', role: 'developer' })
      .meta({
        audit: ['webhook.replaced'],
        rest: { method: 'PUT', path: '/webhooks/{id}', summary: 'Replace a webhook', tag },
      })
      .input(replaceWebhookInput)
      .output(webhook)
      .mutation(({ ctx, input }) => replaceWebhook(ctx, input)),
    delete: accountProcedure({ scope: 'webhooks:write', role: 'developer' })
      .meta({
        audit: ['webhook.deleted'],
        rest: { method: 'DELETE', path: '/webhooks/{id}', status: 204, summary: 'Delete a webhook', tag },
      })
      .input(webhookIdInput)
      .output(z.void())
      .mutation(({ ctx, input }) => deleteWebhook(ctx, input)),
    rollSecret: accountProcedure({ scope: 'webhooks:write', role: 'developer' })
      .meta({
        audit: ['webhook.secret_rolled'],
        rest: {
          method: 'POST',
          path: '/webhooks/{id}/roll_secret',
          summary: 'Give a webhook a new secret',
          tag,
        },
      })
      .input(rollSecretInput)
      .output(rolledWebhook)
      .mutation(({ ctx, input }) => rollWebhookSecret(ctx, input)),
    revealSecret: personProcedure('developer')
      .meta({
        audit: ['webhook.secret_revealed', 'webhook.secret_reveal_failed'],
        rest: { method: 'POST', path: '/webhooks/{id}/reveal_secret', summary: 'Show a secret again', tag },
      })
      .input(revealSecretInput)
      .output(revealedSecret)
      .mutation(({ ctx, input }) => revealSecret(ctx, input)),
    jwks: openProcedure
      .meta({
        rest: { method: 'GET', path: '/webhooks/{id}/jwks.json', summary: 'Public keys of a webhook', tag },
      })
      .input(webhookIdInput)
      .output(jwks)
      .query(({ ctx, input }) => getJwks(ctx, input)),
    activity: accountProcedure({ scope: 'webhooks:read', role: 'developer' })
      .input(z.strictObject({}))
      .output(webhookActivityList)
      .query(({ ctx }) => listActivity(ctx)),
    rows: accountProcedure({ scope: 'webhooks:read', role: 'developer' })
      .input(listedWebhooksInput)
      .output(listedWebhooks)
      .query(({ ctx, input }) => listRows(ctx, input)),
  }),
});
