import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { PASSWORD_MIN } from '@tidings/identity/schema';

/** With a label, and what its form has for it. */
export function NewPasswordField(props: PasswordInputProps) {
  return (
    <PasswordInput
      description={`At least ${PASSWORD_MIN} characters; several words are easy to remember.`}
      name="new-password"
      autoComplete="new-password"
      visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password' }}
      {...props}
    />
  );
}
