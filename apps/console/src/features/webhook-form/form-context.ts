import { createFormContext } from '@mantine/form';

import type { WebhookFormValues } from './form-values.ts';

export const [WebhookFormProvider, useWebhookFormContext, useWebhookForm] =
  createFormContext<WebhookFormValues>();
