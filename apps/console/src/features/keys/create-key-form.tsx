import { Button, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link } from '@tanstack/react-router';
import type { CreatedKey } from '@tidings/identity/schema';
import { useState } from 'react';

import { fieldIssues } from '../../api/field-issues.ts';
import { shortId } from '../../format/id.ts';
import { Card } from '../../ui/card.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { UnreadLine } from '../../ui/unread-line.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { useAppNames } from '../apps/use-apps.ts';
import classes from './create-key-form.module.css';
import { expiryOptions, type KeyValues, readKeyValues } from './key-values.ts';
import { ScopeFields } from './scope-fields.tsx';
import { useCreateKey } from './use-create-key.ts';

const FIELDS = ['name', 'scopes', 'app_id', 'expires_at'] as const;

interface CreateKeyFormProps {
  app: string | undefined;
  onCreated: (created: CreatedKey) => void;
}

export function CreateKeyForm({ app, onCreated }: CreateKeyFormProps) {
  const [openedAt] = useState(() => Date.now());
  const create = useCreateKey();
  const named = useAppNames();
  const appNames = named.data;
  const form = useForm<KeyValues>({
    initialValues: { name: '', scopes: [], app_id: app ?? '', expires_at: 'never', date: '' },
    validate: (values) => readKeyValues(values, Date.now()).errors ?? {},
  });
  const { formRef, submit, refuse, besideFields } = useSubmit(form, (error) => fieldIssues(error, FIELDS));
  const send = submit((values) => {
    const { input } = readKeyValues(values, Date.now());
    if (input) create.mutate(input, { onSuccess: onCreated, onError: refuse });
  });
  const failed = besideFields(create.error);
  const apps = [...(appNames ?? [])].map(([value, label]) => ({ value, label }));
  // A link may name one that the list does not reach, or that is gone: the server says which.
  if (app && appNames && !appNames.has(app)) apps.push({ value: app, label: shortId(app) });
  return (
    <form ref={formRef} onSubmit={send} noValidate>
      <Card>
        <Stack gap="md">
          <TextInput
            label="Name"
            description="Where it is used, so that you know later what stops when you revoke it. Up to 100 characters."
            maxLength={100}
            autoComplete="off"
            autoFocus
            {...form.getInputProps('name')}
          />
          <ScopeFields
            scopes={form.values.scopes}
            error={form.errors['scopes']}
            onChange={(scopes) => {
              form.setFieldValue('scopes', scopes);
              form.clearFieldError('scopes');
            }}
          />
          {(apps.length > 0 || app) && (
            <Select
              label="App"
              description="What the key makes is made by this app, and goes with it."
              data={[{ value: '', label: 'None: it belongs to the account' }, ...apps]}
              placeholder={named.error ? 'Not known' : 'Loading'}
              disabled={!appNames}
              allowDeselect={false}
              searchable={apps.length > 8}
              {...form.getInputProps('app_id')}
            />
          )}
          <UnreadLine of={[[named, 'The apps that the key could belong to could not be loaded.']]} />
          <Select
            label="Expires"
            description="From then on it is refused."
            data={expiryOptions(openedAt)}
            allowDeselect={false}
            maw={284}
            {...form.getInputProps('expires_at')}
          />
          {form.values.expires_at === 'date' && (
            <TextInput
              type="date"
              label="Last day"
              description="It works until the end of this day, in your time zone."
              maw={284}
              {...form.getInputProps('date')}
            />
          )}
          {failed && (
            <ErrorNotice
              error={failed}
              doing="create the key"
              undone="Nothing was created."
              kept="What you filled in is still here."
            />
          )}
        </Stack>
      </Card>
      <div className={classes.foot}>
        <Button variant="default" renderRoot={(props) => <Link to="/dashboard/settings/keys" {...props} />}>
          Cancel
        </Button>
        <Button type="submit" loading={create.isPending}>
          Create key
        </Button>
      </div>
      <LeaveGuard when={form.isDirty()}>What you filled in would be lost.</LeaveGuard>
    </form>
  );
}
