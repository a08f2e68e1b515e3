import { Anchor, Button, Group, Stack } from '@mantine/core';
import { useState, type FormEvent } from 'react';

import { readFailure } from '../../../api/failure.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { focusFault } from '../../../ui/focus-fault.ts';
import { useAllWebhooks } from '../../webhooks/use-all-webhooks.ts';
import { InactiveWebhook } from './inactive-webhook.tsx';
import { PanelLink } from './panel-link.tsx';
import { CountingBox, PreviewBox } from './preview-box.tsx';
import { RangeFields } from './range-fields.tsx';
import {
  dropValues,
  keepValues,
  readValues,
  replayErrors,
  toInput,
  type ReplayErrors,
  type ReplayLink,
  type ReplayValues,
} from './replay-values.ts';
import { TargetFields } from './target-fields.tsx';
import { usePreviewReplay, useStartReplay } from './use-create-replay.ts';

interface EventReplayProps {
  /** What the link that led here asks for. */
  link: ReplayLink;
  onStarted: (id: string) => void;
}

/** What the API complained about, at its field; null where it is about none. */
function errorsOf(error: unknown, range: ReplayValues['range']): ReplayErrors | null {
  const failure = error === null ? null : readFailure(error);
  const issues = failure?.kind === 'refused' ? (failure.problem?.issues ?? []) : [];
  const { fields, others } = replayErrors(issues, range);
  return issues.length > 0 && others.length === 0 ? fields : null;
}

const NOT_SENT = 'Nothing was sent.';

/** Asks which events are to go out once more; counts them first, then starts exactly what was counted. */
export function EventReplay({ link, onStarted }: EventReplayProps) {
  const [values, setValues] = useState(() => readValues(link));
  const [missing, setMissing] = useState(false);
  const preview = usePreviewReplay();
  const start = useStartReplay();
  const webhooks = useAllWebhooks();
  const webhook = webhooks.data?.find(({ id }) => id === values.webhook);
  const counted = preview.data;
  const input = preview.variables;
  const error = start.error ?? preview.error;
  const refused = errorsOf(error, values.range);
  const errors = { ...refused, ...(missing && { from: 'Say from when.' }) };

  const change = (changed: Partial<ReplayValues>) => {
    const next = { ...values, ...changed };
    setValues(next);
    keepValues(link, next);
    setMissing(false);
    // What was counted is no longer what is asked for.
    preview.reset();
    start.reset();
  };
  const count = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { currentTarget } = event;
    const showFault = () => focusFault(currentTarget);
    const asked = toInput(values, Date.now());
    start.reset();
    if (asked) return preview.mutate(asked, { onError: showFault });
    setMissing(true);
    showFault();
  };
  const begin = () => {
    if (!input) return;
    start.mutate(input, {
      onSuccess: ({ id }) => {
        dropValues(link);
        onStarted(id);
      },
    });
  };

  return (
    <form onSubmit={count} noValidate>
      <Stack gap="md">
        <RangeFields values={values} errors={errors} onChange={change} />
        <TargetFields values={values} errors={errors} webhooks={webhooks} onChange={change} />
        {webhook && webhook.status !== 'active' && <InactiveWebhook webhook={webhook} />}
        {error && !refused && (
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
            <Button type="submit" variant={counted ? 'default' : 'filled'} loading={preview.isPending}>
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
    </form>
  );
}
