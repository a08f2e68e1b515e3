import { Button, Group, Stack, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { type App, installAppInput } from '@tidings/identity/schema';
import { useRef } from 'react';

import { fieldIssues } from '../../api/field-issues.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { focusFault } from '../../ui/focus-fault.ts';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
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
  const formRef = useRef<HTMLFormElement>(null);
  const showFault = () => focusFault(formRef.current);
  const submit = form.onSubmit(
    ({ name }) =>
      install.mutate(
        { name },
        {
          onSuccess: onInstalled,
          onError: (error) => {
            form.setErrors(fieldIssues(error, ['name']) ?? {});
            showFault();
          },
        },
      ),
    showFault,
  );
  return (
    <form ref={formRef} onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          label="Name"
          description="As it stands beside everything that it makes."
          maxLength={100}
          autoComplete="off"
          data-autofocus
          {...form.getInputProps('name')}
        />
        {install.error && !fieldIssues(install.error, ['name']) && (
          <ErrorNotice
            error={install.error}
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
