import { AskResetForm } from './ask-reset-form.tsx';
import { SetPasswordForm } from './set-password-form.tsx';

/** Without a token it asks whom to send a link; behind the link, for the new password. */
export function ResetPasswordPage({ token }: { token: string }) {
  return token === '' ? <AskResetForm /> : <SetPasswordForm token={token} />;
}
