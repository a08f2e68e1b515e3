import { useState } from 'react';

import { CodeForm } from './code-form.tsx';
import { codeRefusal } from './code-refusal.ts';
import { SignInForm } from './sign-in-form.tsx';
import { signInFailure } from './sign-in-failure.tsx';
import { useSignIn } from './use-sign-in.ts';
import { useSignInOptions } from './use-sign-in-options.ts';
import { useVerifyCode } from './use-verify-code.ts';

/** What the page around it says at this step. */
export type SignInStep = 'password' | 'code' | 'backup';

interface SignInStepsProps {
  step: SignInStep;
  email?: string | undefined;
  onStep: (step: SignInStep) => void;
  onSignedIn: () => void;
}

/** Password, then the second factor where there is one. */
export function SignInSteps({ step, email, onStep, onSignedIn }: SignInStepsProps) {
  const signIn = useSignIn();
  const verify = useVerifyCode();
  const [note, setNote] = useState<string | null>(null);
  const options = useSignInOptions();

  if (step === 'password') {
    const failure = signIn.error
      ? signInFailure(signIn.error, 'E-mail and password do not match. Check both and try again.')
      : note;
    return (
      <SignInForm
        pending={signIn.isPending}
        error={failure}
        email={email}
        canReset={options?.password_reset}
        onSubmit={(credentials) => {
          setNote(null);
          signIn.mutate(credentials, {
            onSuccess: ({ needsCode }) => (needsCode ? onStep('code') : onSignedIn()),
          });
        }}
      />
    );
  }
  const isBackup = step === 'backup';
  const startAgain = (said: string | null) => {
    setNote(said);
    signIn.reset();
    verify.reset();
    onStep('password');
  };
  return (
    <CodeForm
      // What was typed and what was wrong with it was about the other kind of code.
      key={step}
      pending={verify.isPending}
      error={verify.error}
      isBackup={isBackup}
      onSwitch={() => {
        verify.reset();
        onStep(isBackup ? 'code' : 'backup');
      }}
      onCancel={() => startAgain(null)}
      onSubmit={(code, refuse) =>
        verify.mutate(
          { code, isBackup },
          {
            onSuccess: onSignedIn,
            onError: (error) => {
              const refusal = codeRefusal(error);
              if (refusal?.kind === 'over') startAgain(refusal.message);
              else refuse(error);
            },
          },
        )
      }
    />
  );
}
