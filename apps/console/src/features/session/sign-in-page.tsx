import { useState } from 'react';

import { DoorCard } from './door-card.tsx';
import { type SignInStep, SignInSteps } from './sign-in-steps.tsx';
import { useSignInOptions } from './use-sign-in-options.ts';

const WORDS: Record<SignInStep, { title: string; sentence: string }> = {
  password: { title: 'Sign in', sentence: 'See where your events go, and how that is going.' },
  code: { title: 'Enter your code', sentence: 'Your authenticator app shows six digits for this sign-in.' },
  backup: {
    title: 'Enter a backup code',
    sentence: 'One of those that you kept when you set up your second factor. Each works once.',
  },
};

const ENDED = {
  title: 'Sign in again',
  sentence: 'Your session ended. Sign in to go on where you were.',
};

interface SignInPageProps {
  /** Whether a session ended under somebody's hands. */
  hasEnded: boolean;
  onSignedIn: () => void;
}

export function SignInPage({ hasEnded, onSignedIn }: SignInPageProps) {
  const [step, setStep] = useState<SignInStep>('password');
  const isNew = useSignInOptions()?.is_new ?? false;
  return (
    <DoorCard
      {...(hasEnded && step === 'password' ? ENDED : WORDS[step])}
      hint={
        step === 'password' &&
        !hasEnded &&
        isNew &&
        'Started for the first time? The terminal shows the address and password to sign in with.'
      }
    >
      <SignInSteps step={step} onStep={setStep} onSignedIn={onSignedIn} />
    </DoorCard>
  );
}
