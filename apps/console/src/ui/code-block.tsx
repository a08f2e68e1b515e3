import classes from './code-block.module.css';

/** Text as it was sent or received: wrapped, never interpreted. Reachable by keyboard where it scrolls. */
export function CodeBlock({
  children,
  label,
  maxHeight = 360,
}: {
  children: string;
  label: string;
  maxHeight?: number;
}) {
  return (
    // A region that scrolls has to take the focus, or the keyboard cannot scroll it (WCAG 2.1.1).
    <pre className={classes.block} style={{ maxHeight }} tabIndex={0} role="region" aria-label={label}>
      {children}
    </pre>
  );
}
