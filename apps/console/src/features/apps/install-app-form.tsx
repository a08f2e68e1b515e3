import { Button, Group, Stack, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { type App, installAppInput } from '@tidings/identity/schema';

import { fieldIssues } from '../../api/field-issues.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { useInstallApp } from './use-install-app.ts';

interface InstallAppFormProps {
  onTouched: (touched: boolean) => void;
  onInstalled: (app: App) => void;
  onCancel: () => void;
}

export function InstallAppForm({ onTouched, onInstalled, onCancel }: InstallAppFormProps) {
  const install = useInstallApp();
  const form = useForm({
    initialValues: { name: '' },
    validate: schemaResolver(installAppInput, { sync: true }),
    onValuesChange: ({ name }) => onTouched(name !== ''),
  });
  const { formRef, submit, refuse, besideFields } = useSubmit(form, (error) => fieldIssues(error, ['name']));
  const send = submit(({ name }) => install.mutate({ name }, { onSuccess: onInstalled, onError: refuse }));
  const failed = besideFields(install.error);
  return (
    <form ref={formRef} onSubmit={send} noValidate>
      <Stack gap="md">
        <TextInput
          label="Name"
          description="As it stands beside everything that it makes. Up to 100 characters."
          maxLength={100}
          autoComplete="off"
          data-autofocus
          {...form.getInputProps('name')}
        />
        {failed && (
          <ErrorNotice
            error={failed}
            doing="install the app"
            undone="Nothing was installed."
            kept="What you typed is still here."
          />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={install.isPending}>
            Install
          </Button>
        </Group>
      </Stack>
      <LeaveGuard when={form.isDirty()}>The name that you typed would be lost.</LeaveGuard>
    </form>
  );
}
