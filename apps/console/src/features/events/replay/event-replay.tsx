import { Anchor, Button, Group, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';

import { fieldIssues } from '../../../api/field-issues.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { LeaveGuard } from '../../../ui/leave-guard.tsx';
import { useSubmit } from '../../../ui/use-submit.ts';
import { useAllWebhooks } from '../../webhooks/use-all-webhooks.ts';
import { eventsSearch } from '../events-search.ts';
import { InactiveWebhook } from './inactive-webhook.tsx';
import { PanelLink } from './panel-link.tsx';
import { CountingBox, PreviewBox } from './preview-box.tsx';
import { RangeFields } from './range-fields.tsx';
import classes from './replay.module.css';
import {
  dropValues,
  formKey,
  isAsked,
  keepValues,
  readValues,
  replayField,
  toInput,
  type ReplayLink,
  type ReplayValues,
} from './replay-values.ts';
import { TargetFields } from './target-fields.tsx';
import { usePreviewReplay, useStartReplay } from './use-create-replay.ts';

interface EventReplayProps {
  /** What the link that led here asks for. */
  link: ReplayLink;
  onStarted: (id: string) => void;
  /** While it is asked whether to leave what was typed. */
  onAsking?: (asking: boolean) => void;
}

/** The form that the URL names: leaving it there is leaving this one. */
function openForm(search: object): string | undefined {
  const named = eventsSearch.parse({ ...search });
  return named.replay === 'new' ? formKey(named) : undefined;
}

const NOT_SENT = 'Nothing was sent.';

/** Asks which events are to go out once more; counts them first, then starts exactly what was counted. */
export function EventReplay({ link, onStarted, onAsking }: EventReplayProps) {
  const preview = usePreviewReplay();
  const start = useStartReplay();
  const webhooks = useAllWebhooks();
  const [initialValues] = useState(() => readValues(link));
  const form = useForm<ReplayValues>({
    initialValues,
    validate: (values) => toInput(values, Date.now()).errors ?? {},
    onValuesChange: (values) => {
      keepValues(link, values);
      // What was counted is no longer what is asked for.
      preview.reset();
      start.reset();
    },
  });
  const { values } = form;
  const { formRef, submit, refuse, besideFields } = useSubmit(form, (refused) =>
    fieldIssues(refused, (pointer) => replayField(pointer, form.getValues().range)),
  );
  const webhook = webhooks.data?.find(({ id }) => id === values.webhook);
  const counted = preview.data;
  const error = besideFields(start.error ?? preview.error);

  const count = submit((asked) => {
    const { input } = toInput(asked, Date.now());
    start.reset();
    if (input) preview.mutate(input, { onError: refuse });
  });
  const begin = () => {
    if (!preview.variables) return;
    start.mutate(preview.variables, {
      onSuccess: ({ id }) => {
        dropValues(link);
        onStarted(id);
      },
      onError: refuse,
    });
  };

  return (
    <form ref={formRef} onSubmit={count} noValidate>
      <Stack gap="md">
        {/* What was changed while it starts would hide that it has started. */}
        <fieldset className={classes.fields} disabled={start.isPending}>
          <RangeFields form={form} />
          <TargetFields form={form} webhooks={webhooks} />
        </fieldset>
        {webhook && webhook.status !== 'active' && <InactiveWebhook webhook={webhook} />}
        {error && (
          <ErrorNotice
            error={error}
            doing={start.error ? 'start the replay' : 'count the events'}
            {...(start.error ? { undone: NOT_SENT } : { kept: NOT_SENT })}
          />
        )}
        {preview.isPending && <CountingBox />}
        {counted && !start.error && <PreviewBox preview={counted} />}
        <Group justify="space-between" gap="xs">
          <Anchor renderRoot={(props) => <PanelLink replay="all" {...props} />}>All replays</Anchor>
          <Group gap="xs">
            <Button
              type="submit"
              variant={counted ? 'default' : 'filled'}
              loading={preview.isPending}
              disabled={start.isPending}
            >
              {counted ? 'Count again' : 'Preview'}
            </Button>
            {counted && counted.total > 0 && (
              <Button
                loading={start.isPending}
                disabled={webhook !== undefined && webhook.status !== 'active'}
                onClick={begin}
              >
                Start replay
              </Button>
            )}
          </Group>
        </Group>
      </Stack>
      <LeaveGuard
        when={!isAsked(values, link) && !start.isPending}
        title="Leave without the replay?"
        hangsOn={openForm}
        isKept
        onLeave={() => dropValues(link)}
        {...(onAsking && { onAsking })}
      >
        It was not started yet, and what you chose would be lost.
      </LeaveGuard>
    </form>
  );
}
