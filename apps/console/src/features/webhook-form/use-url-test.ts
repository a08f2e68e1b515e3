import { useMutation } from '@tanstack/react-query';
import type { TestUrlInput } from '@tidings/delivery/schema';

import { trpc } from '../../api/client.ts';
import { useEventTypes } from '../catalog/use-event-types.ts';
import { firstChoice } from '../trial/type-choices.ts';
import type { Trial } from '../trial/webhook-tester.tsx';
import { toCreateInput } from './form-input.ts';
import type { WebhookFormValues } from './form-values.ts';

/** A test of what stands in the form. */
export interface UrlTest {
  /** Of what stands in the form now: that of something else says nothing about it. */
  trial: Trial;
  /** Null while what was filled in cannot be sent. */
  input: TestUrlInput | null;
  /** Whether the example to send is still being loaded. */
  isWaiting: boolean;
  /** Why there is no example to send. */
  catalogError: unknown;
  retryCatalog: () => unknown;
  send: () => void;
}

/** Tries a URL that is not saved yet, as its webhook would send to it. */
export function useUrlTest(values: WebhookFormValues): UrlTest {
  const catalog = useEventTypes();
  const test = useMutation(trpc.trials.url.mutationOptions());
  const parsed = toCreateInput(values);
  const type = parsed.ok ? firstChoice(catalog.data?.data ?? [], parsed.input.events) : null;
  const input: TestUrlInput | null =
    parsed.ok && type !== null
      ? {
          url: parsed.input.url,
          type,
          headers: parsed.input.headers,
          timeout_seconds: parsed.input.timeout_seconds,
          signature_scheme: parsed.input.signature_scheme,
        }
      : null;
  const isOfNow = JSON.stringify(test.variables) === JSON.stringify(input);
  return {
    trial: {
      isPending: test.isPending,
      submittedAt: test.submittedAt,
      error: isOfNow ? test.error : null,
      data: isOfNow ? test.data : undefined,
    },
    input,
    isWaiting: parsed.ok && catalog.isLoading,
    catalogError: catalog.data ? null : catalog.error,
    retryCatalog: () => catalog.refetch(),
    send: () => input && test.mutate(input),
  };
}
