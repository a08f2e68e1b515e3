import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';

import { isolated } from '../format/isolated.ts';
import classes from './page.module.css';

/** The frame of every page beside the navigation: padding, widest width, the title of the tab. */
export function Page({ title, narrow, children }: { title?: string; narrow?: boolean; children: ReactNode }) {
  useDocumentTitle(title ? `${isolated(title)} · Tidings` : 'Tidings');
  return (
    <div className={classes.page} data-narrow={narrow || undefined}>
      {children}
    </div>
  );
}
