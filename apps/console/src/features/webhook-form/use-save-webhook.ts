import { useMutation } from '@tanstack/react-query';
import type { UpdateWebhookInput, Webhook } from '@tidings/endpoint/schema';

import { client } from '../../api/client.ts';
import { showUpdated } from '../webhooks/use-update-webhook.ts';
import { changedMeanwhile } from './changed-meanwhile.ts';
import { valuesOf, type WebhookFormValues } from './form-values.ts';

interface Saving {
  input: UpdateWebhookInput;
  mine: WebhookFormValues;
  /** What is known to be saved, and may be replaced. */
  known: WebhookFormValues;
}

/** What somebody else saved meanwhile of the fields that were changed here too. */
export interface Clash {
  theirs: WebhookFormValues;
  /** In words. */
  fields: string[];
  /** Who saved last; null where that cannot be read. */
  by: string | null;
}

/**
 * Saves what was changed in a form. Where somebody else has changed the same fields since it was opened, nothing is saved,
 * and `clash` says which: two who save within the same instant are not told apart.
 */
export function useSaveWebhook() {
  return useMutation({
    mutationFn: async ({ input, mine, known }: Saving): Promise<{ saved: Webhook } | { clash: Clash }> => {
      const theirs = valuesOf(await client.webhooks.get.query({ id: input.id }));
      const fields = changedMeanwhile({ mine, began: known, theirs });
      if (fields.length > 0) return { clash: { theirs, fields, by: await lastEditor(input.id) } };
      return { saved: await client.webhooks.update.mutate(input) };
    },
    onSuccess: (outcome) => {
      if ('saved' in outcome) showUpdated(outcome.saved);
    },
  });
}

/** Visitors by a link have no audit log. */
async function lastEditor(id: string): Promise<string | null> {
  try {
    const { data } = await client.audit.list.query({ subject: id, action: 'webhook.updated', limit: 1 });
    return data[0]?.actor.name ?? null;
  } catch {
    return null;
  }
}
