import { NumberInput, Select, Stack, Switch, Text, TextInput } from '@mantine/core';

import { unbroken } from '../../format/duration.ts';
import { useWebhookFormContext } from './form-context.ts';
import { HeaderFields } from './header-fields.tsx';
import { presetOf, RETRY_PRESETS, retryMeaning } from './retry-presets.ts';
import { SchemeFields } from './scheme-fields.tsx';
import { SourceIps } from './source-ips.tsx';

const NARROW = { wrapper: { maxWidth: 180 } };

export function SecurityFields() {
  const form = useWebhookFormContext();
  const { retry_enabled: enabled, max_retries: maxRetries, delays } = form.values;
  const meaning = retryMeaning(enabled, maxRetries, delays);

  const choosePreset = (value: string | null) => {
    const preset = RETRY_PRESETS.find((each) => each.value === value);
    if (!preset) return;
    form.setFieldValue('delays', preset.delays);
    form.setFieldValue('max_retries', preset.delays.split(',').length);
    form.clearFieldError('delays');
  };

  const switchRetries = (isOn: boolean) => {
    form.setFieldValue('retry_enabled', isOn);
    // These fields come or go with it, and their faults with them.
    form.clearFieldError('delays');
    form.clearFieldError('max_retries');
  };

  return (
    <Stack gap="md">
      <NumberInput
        label="Timeout"
        description="From DNS to the last byte of the answer, 1 to 30 seconds."
        suffix=" s"
        min={1}
        max={30}
        clampBehavior="none"
        styles={NARROW}
        {...form.getInputProps('timeout_seconds')}
      />
      <NumberInput
        label="Rate limit"
        description="Attempts a second at most, 1 to 10,000; what is over it waits its turn. Empty: none."
        placeholder="None"
        suffix=" / s"
        min={1}
        max={10_000}
        clampBehavior="none"
        allowDecimal={false}
        styles={NARROW}
        {...form.getInputProps('rate_limit')}
      />
      <Switch
        label="Retry failed deliveries"
        checked={enabled}
        onChange={(event) => switchRetries(event.currentTarget.checked)}
      />
      {enabled && (
        <>
          <Select
            label="Schedule"
            data={[...RETRY_PRESETS, { value: 'custom', label: 'Custom', disabled: true }]}
            value={presetOf(delays)}
            onChange={choosePreset}
            allowDeselect={false}
            maw={284}
          />
          <TextInput
            label="Delays"
            description='Waits before each retry, such as "30s, 5m, 24h". At most ten.'
            spellCheck={false}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
            {...form.getInputProps('delays')}
          />
          <NumberInput
            label="Most retries"
            description="0 to 10; no more than there are delays."
            min={0}
            max={10}
            clampBehavior="none"
            allowDecimal={false}
            styles={NARROW}
            {...form.getInputProps('max_retries')}
          />
        </>
      )}
      <Text c="dimmed" aria-live="polite">
        {unbroken(meaning ?? ' ')}
      </Text>
      <SchemeFields />
      <HeaderFields />
      <SourceIps />
    </Stack>
  );
}
