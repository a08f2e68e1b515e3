import type { UseFormReturnType } from '@mantine/form';
import { type FormEvent, useRef } from 'react';

import { focusFault } from './focus-fault.ts';

/** What is wrong, by field. */
export type Faults = Partial<Record<string, string>>;

/**
 * How every form is sent: once nothing is wrong with what it holds, and with what the server finds wrong put at its field.
 * The first field that has a fault gets the focus.
 * @param faultsOf what of an error is about fields; null where it has to be told beside the form.
 */
export function useSubmit<Values, Element extends HTMLElement = HTMLFormElement>(
  form: UseFormReturnType<Values>,
  faultsOf: (error: unknown) => Faults | null,
) {
  const formRef = useRef<Element>(null);
  const showFault = () => focusFault(formRef.current);
  return {
    formRef,
    submit: (send: (values: Values) => void): ((event?: FormEvent<HTMLFormElement>) => void) =>
      form.onSubmit(send, showFault),
    /** As `onError` of what sends it. */
    refuse: (error: unknown): void => {
      form.setErrors(faultsOf(error) ?? {});
      showFault();
    },
    /** What is to be told beside the form, of what stopped it. */
    besideFields: <Failed>(error: Failed): Failed | null => (error && !faultsOf(error) ? error : null),
  };
}
