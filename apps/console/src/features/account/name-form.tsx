import { Button, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { renameSelfInput } from '@tidings/identity/schema';

import { fieldIssues } from '../../api/field-issues.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { useSession } from '../session/use-session.ts';
import classes from './name-form.module.css';
import { useRename } from './use-rename.ts';

/** What others see: in the list of members, and in the audit log. */
export function NameForm() {
  const { user } = useSession();
  const rename = useRename();
  const form = useForm({
    initialValues: { name: user.name },
    validate: schemaResolver(renameSelfInput, { sync: true }),
  });
  const isOther = form.values.name.trim() !== user.name;
  const { formRef, submit, refuse, besideFields } = useSubmit(form, (error) => fieldIssues(error, ['name']));
  const send = submit(({ name }) =>
    rename.mutate(
      { name: name.trim() },
      {
        onSuccess: () => {
          form.setValues({ name: name.trim() });
          notifications.show({ title: 'Your name is changed', message: 'Others see it from now on.' });
        },
        onError: refuse,
      },
    ),
  );
  const failed = besideFields(rename.error);
  return (
    <form ref={formRef} onSubmit={send} noValidate>
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
      {failed && (
        <ErrorNotice
          error={failed}
          doing="change your name"
          undone="It is as it was."
          kept="What you typed is still here."
        />
      )}
      <LeaveGuard when={isOther}>Your name was not changed yet.</LeaveGuard>
    </form>
  );
}
