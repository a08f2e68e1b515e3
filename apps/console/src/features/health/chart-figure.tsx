import type { ReactNode } from 'react';

import { BlockHead } from '../../ui/block-head.tsx';
import classes from './health.module.css';

interface ChartFigureProps {
  title: string;
  /** What a screen reader says of the picture; the numbers point by point are in the table. */
  label: string;
  /** The legend is the sentence beside the title, with the numbers in it. */
  legend: ReactNode;
  children: ReactNode;
}

export function ChartFigure({ title, label, legend, children }: ChartFigureProps) {
  return (
    <section className={classes.chart} aria-label={title}>
      <BlockHead title={title}>
        <span className={classes.legend}>{legend}</span>
      </BlockHead>
      <div role="img" aria-label={label}>
        {children}
      </div>
    </section>
  );
}
