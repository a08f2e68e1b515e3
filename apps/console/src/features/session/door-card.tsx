import { Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';

import { Logo } from '../../ui/logo.tsx';
import classes from './door-card.module.css';
import { useSignInOptions } from './use-sign-in-options.ts';

interface DoorCardProps {
  title: string;
  sentence: ReactNode;
  hint?: ReactNode;
  children?: ReactNode;
}

/** The frame of every screen before the sign-in: one thing to do. */
export function DoorCard({ title, sentence, hint, children }: DoorCardProps) {
  const brand = useSignInOptions()?.brand ?? 'Tidings';
  useDocumentTitle(`${title} · ${brand}`);
  return (
    <main className={classes.page}>
      <div className={classes.column}>
        <Logo brand={brand} />
        <div className={classes.card}>
          <Title order={1}>{title}</Title>
          <p className={classes.sentence}>{sentence}</p>
          {children}
        </div>
        {hint && <p className={classes.hint}>{hint}</p>}
      </div>
    </main>
  );
}
