// Stands in for `import type { AppRouter } from '@tidings/server'` until that file lands. Types only.
import {
  attemptList,
  delivery,
  deliveryIdInput,
  deliveryPage,
  listDeliveriesInput,
} from '@tidings/delivery/schema';
import {
  createdWebhook,
  createWebhookInput,
  listWebhooksInput,
  updateWebhookInput,
  webhook,
  webhookActivityList,
  webhookIdInput,
  webhookPage,
} from '@tidings/endpoint/schema';
import { eventTypeList, publishInput, published } from '@tidings/event/schema';
import { session } from '@tidings/identity/schema';
import type { Problem } from '@tidings/kernel/schema';
import { inbox, setAnswerInput } from '@tidings/play/schema';
import { initTRPC } from '@trpc/server';
import { z } from 'zod';

const t = initTRPC.create({
  errorFormatter: ({ shape }): typeof shape & { data: { problem?: Problem } } => shape,
});
const none = z.object({}).optional();
const never = (): never => {
  throw new Error('types only');
};
const router = t.router({
  session: t.router({ me: t.procedure.output(session).query(never) }),
  webhooks: t.router({
    list: t.procedure.input(listWebhooksInput).output(webhookPage).query(never),
    get: t.procedure.input(webhookIdInput).output(webhook).query(never),
    create: t.procedure.input(createWebhookInput).output(createdWebhook).mutation(never),
    update: t.procedure.input(updateWebhookInput).output(webhook).mutation(never),
    delete: t.procedure.input(webhookIdInput).mutation(never),
    activity: t.procedure.input(none).output(webhookActivityList).query(never),
  }),
  deliveries: t.router({
    list: t.procedure.input(listDeliveriesInput).output(deliveryPage).query(never),
    get: t.procedure.input(deliveryIdInput).output(delivery).query(never),
    attempts: t.procedure.input(deliveryIdInput).output(attemptList).query(never),
    retry: t.procedure.input(deliveryIdInput).output(delivery).mutation(never),
  }),
  events: t.router({ publish: t.procedure.input(publishInput).output(published).mutation(never) }),
  eventTypes: t.router({ list: t.procedure.input(none).output(eventTypeList).query(never) }),
  play: t.router({
    inbox: t.procedure.input(none).output(inbox).query(never),
    setAnswer: t.procedure.input(setAnswerInput).output(inbox).mutation(never),
    clear: t.procedure.input(none).mutation(never),
  }),
});
export type AppRouter = typeof router;
