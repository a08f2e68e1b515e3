import { Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';

import { Logo } from '../../ui/logo.tsx';
import { SignInError, SIGN_IN_WORDS } from './sign-in-failure.ts';
import { SignInForm } from './sign-in-form.tsx';
import classes from './sign-in-page.module.css';
import { useSignIn } from './use-sign-in.ts';

export function SignInPage({ onSignedIn }: { onSignedIn: () => void }) {
  useDocumentTitle('Sign in · Tidings');
  const signIn = useSignIn();
  const reason = signIn.error instanceof SignInError ? signIn.error.reason : 'unreachable';
  return (
    <main className={classes.page}>
      <div className={classes.column}>
        <Logo />
        <div className={classes.card}>
          <Title order={1}>Sign in</Title>
          <p className={classes.sentence}>See where your events go, and how that is going.</p>
          <SignInForm
            pending={signIn.isPending}
            error={signIn.error ? SIGN_IN_WORDS[reason] : null}
            onSubmit={(credentials) => signIn.mutate(credentials, { onSuccess: onSignedIn })}
          />
        </div>
        <p className={classes.hint}>
          Started for the first time? The terminal shows the address and password to sign in with.
        </p>
      </div>
    </main>
  );
}
