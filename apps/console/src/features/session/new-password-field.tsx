import { PASSWORD_MIN } from '@tidings/identity/schema';
import { PasswordInput } from '@mantine/core';
import type { Ref } from 'react';

interface NewPasswordFieldProps {
  ref: Ref<HTMLInputElement>;
  label: string;
  error: string | undefined;
}

export function NewPasswordField({ ref, label, error }: NewPasswordFieldProps) {
  return (
    <PasswordInput
      ref={ref}
      label={label}
      description={`At least ${PASSWORD_MIN} characters; several words are easy to remember.`}
      name="new-password"
      autoComplete="new-password"
      error={error}
      visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password' }}
    />
  );
}
