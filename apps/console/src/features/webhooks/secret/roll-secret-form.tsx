import { Button, Group, NumberInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { rollSecretInput, type Webhook } from '@tidings/endpoint/schema';
import { useEffect, useRef } from 'react';

import { fieldIssues } from '../../../api/field-issues.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { useNow } from '../../../ui/use-now.ts';
import { useSubmit } from '../../../ui/use-submit.ts';
import { useCanReveal } from '../../session/use-session.ts';
import { OVERLAP_PRESETS, rollMeaning } from './roll-words.ts';
import { SecretGuard } from './secret-guard.tsx';
import classes from './secret.module.css';

interface RollSecretFormProps {
  webhook: Webhook;
  pending: boolean;
  error: unknown;
  onRoll: (overlapHours: number, refuse: (error: unknown) => void) => void;
  onCancel: () => void;
}

const USUAL_HOURS = 24;
const overlapHours = rollSecretInput.shape.overlap_hours;
const MESSAGE = 'Whole hours from 0 to 168.';

/** Asks for how long the present secret goes on signing, and says what that means. */
export function RollSecretForm({ webhook, pending, error, onRoll, onCancel }: RollSecretFormProps) {
  const now = useNow();
  const canReveal = useCanReveal();
  const field = useRef<HTMLInputElement>(null);
  // It may come after the dialog around it, which has given the focus away by then; and not before the dialog has noted
  // down to whom it gives the focus back.
  useEffect(() => {
    const later = setTimeout(() => field.current?.focus());
    return () => clearTimeout(later);
  }, []);
  const form = useForm({
    initialValues: { overlap_hours: USUAL_HOURS as number | string },
    validate: { overlap_hours: (hours) => (overlapHours.safeParse(hours).success ? null : MESSAGE) },
  });
  const { formRef, submit, refuse, besideFields } = useSubmit(form, (given) =>
    fieldIssues(given, ['overlap_hours']),
  );
  const failed = besideFields(error);
  const hours = overlapHours.safeParse(form.values.overlap_hours);
  const isNow = hours.data === 0;
  return (
    <form
      ref={formRef}
      noValidate
      onSubmit={submit((values) => onRoll(Number(values.overlap_hours), refuse))}
    >
      <Stack gap="md">
        <div>
          <NumberInput
            label="Overlap in hours"
            description="For how long the present secret signs beside the new one, 0 to 168."
            min={0}
            max={168}
            clampBehavior="none"
            allowDecimal={false}
            ref={field}
            data-autofocus
            styles={{ wrapper: { maxWidth: 180 } }}
            {...form.getInputProps('overlap_hours')}
          />
          <div className={classes.presets} role="group" aria-label="Usual overlaps">
            {OVERLAP_PRESETS.map((preset) => (
              <button
                key={preset.hours}
                type="button"
                className={classes.preset}
                aria-pressed={form.values.overlap_hours === preset.hours}
                onClick={() => form.setFieldValue('overlap_hours', preset.hours)}
              >
                {preset.label}
              </button>
            ))}
          </div>
        </div>
        <div className={classes.meaning} aria-live="polite">
          {hours.data !== undefined &&
            rollMeaning(webhook, hours.data, now).map((sentence) => (
              <Text key={sentence} c="dimmed">
                {sentence}
              </Text>
            ))}
        </div>
        {failed !== null && (
          <ErrorNotice error={failed} doing="roll the secret" undone="The present one still signs." />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" disabled={pending} onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" color={isNow ? 'failure' : 'accent'} loading={pending}>
            {isNow ? 'Roll and end at once' : 'Roll secret'}
          </Button>
        </Group>
      </Stack>
      <SecretGuard when={pending && !canReveal}>
        The new secret is being made, and shows here this once.
      </SecretGuard>
    </form>
  );
}
