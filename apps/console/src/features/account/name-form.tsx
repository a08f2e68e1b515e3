import { Button, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { renameSelfInput } from '@tidings/identity/schema';
import { useRef } from 'react';

import { fieldIssues } from '../../api/field-issues.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { focusFault } from '../../ui/focus-fault.ts';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { useSession } from '../session/use-session.ts';
import classes from './name-form.module.css';
import { useRename } from './use-rename.ts';

const FIELDS = ['name'] as const;

/** What others see: in the list of members, and in the audit log. */
export function NameForm() {
  const { user } = useSession();
  const rename = useRename();
  const form = useForm({
    initialValues: { name: user.name },
    validate: schemaResolver(renameSelfInput, { sync: true }),
  });
  const isOther = form.values.name.trim() !== user.name;
  const formRef = useRef<HTMLFormElement>(null);
  const showFault = () => focusFault(formRef.current);
  const submit = form.onSubmit(
    ({ name }) =>
      rename.mutate(
        { name: name.trim() },
        {
          onSuccess: () => {
            form.setValues({ name: name.trim() });
            notifications.show({ title: 'Your name is changed', message: 'Others see it from now on.' });
          },
          onError: (error) => {
            form.setErrors(fieldIssues(error, FIELDS) ?? {});
            showFault();
          },
        },
      ),
    showFault,
  );
  return (
    <form ref={formRef} onSubmit={submit} noValidate>
      <div className={classes.line}>
        <TextInput
          className={classes.field}
          label="Name"
          name="name"
          autoComplete="name"
          {...form.getInputProps('name')}
        />
        {isOther && (
          <Button type="submit" variant="default" className={classes.save} loading={rename.isPending}>
            Save name
          </Button>
        )}
      </div>
      {rename.error && !fieldIssues(rename.error, FIELDS) && (
        <ErrorNotice
          error={rename.error}
          doing="change your name"
          undone="It is as it was."
          kept="What you typed is still here."
        />
      )}
      <LeaveGuard when={isOther}>Your name was not changed yet.</LeaveGuard>
    </form>
  );
}
