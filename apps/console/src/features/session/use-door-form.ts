import { useForm, type UseFormInput } from '@mantine/form';
import type { FormEvent } from 'react';

import { type Faults, useSubmit } from '../../ui/use-submit.ts';

interface DoorFormOptions<Values> {
  initialValues: Values;
  validate: NonNullable<UseFormInput<Values>['validate']>;
  /** What of an error is about fields; null where it has to be told beside the form. */
  faultsOf: (error: unknown) => Faults | null;
}

/**
 * A form of passwords and codes. What is sent is what stands in its fields, since password managers do not always tell that
 * they have filled one in; and nothing of it is drawn into the page once more.
 */
export function useDoorForm<Values extends Record<string, string>>({
  initialValues,
  validate,
  faultsOf,
}: DoorFormOptions<Values>) {
  const form = useForm<Values>({
    mode: 'uncontrolled',
    initialValues,
    validate,
    enhanceGetInputProps: ({ field }) => ({ defaultValue: initialValues[field] }),
  });
  const { submit, formRef, ...others } = useSubmit(form, faultsOf);
  const readFields = () => {
    for (const input of formRef.current?.querySelectorAll<HTMLInputElement>('input[data-path]') ?? [])
      form.getInputProps(input.dataset['path'] ?? '').onChange(input.value);
  };
  return {
    ...others,
    form,
    formRef,
    submit: (send: (values: Values) => void) => (event: FormEvent<HTMLFormElement>) => {
      readFields();
      submit(send)(event);
    },
  };
}
