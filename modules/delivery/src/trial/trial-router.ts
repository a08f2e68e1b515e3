import { accountProcedure } from '@tidings/kernel';
import { diagnoseWebhook } from '../diagnosis/diagnose-webhook.ts';
import { diagnoseInput, diagnosis } from '../diagnosis/diagnosis-schema.ts';
import { testResult, testUrlInput, testWebhookInput } from './trial-schema.ts';
import { testUrl } from './test-url.ts';
import { testWebhook } from './test-webhook.ts';

const tag = 'Webhooks';

export const trialProcedures = {
  url: accountProcedure({ scope: 'webhooks:write', role: 'developer' })
    .meta({
      audit: ['url.tested'],
      rest: { method: 'POST', path: '/webhooks/test', summary: 'Test a URL before it is saved', tag },
    })
    .input(testUrlInput)
    .output(testResult)
    .mutation(({ ctx, input }) => testUrl(ctx, input)),
  webhook: accountProcedure({ scope: 'webhooks:write', role: 'developer' })
    .meta({
      audit: ['webhook.tested'],
      rest: { method: 'POST', path: '/webhooks/{id}/test', summary: 'Send a webhook a test', tag },
    })
    .input(testWebhookInput)
    .output(testResult)
    .mutation(({ ctx, input }) => testWebhook(ctx, input)),
  diagnose: accountProcedure({ scope: 'webhooks:write', role: 'developer' })
    .meta({
      audit: ['webhook.diagnosed'],
      rest: {
        method: 'POST',
        path: '/webhooks/{id}/diagnose',
        summary: 'Find out what keeps events away',
        tag,
      },
    })
    .input(diagnoseInput)
    .output(diagnosis)
    .mutation(({ ctx, input }) => diagnoseWebhook(ctx, input)),
};
