import classes from './code-block.module.css';
import { JsonText } from './json/json-text.tsx';

/** Text as it was sent or received: wrapped, never interpreted. Reachable by keyboard where it scrolls. */
export function CodeBlock({
  children,
  label,
  maxHeight = 360,
  json = false,
}: {
  children: string;
  label: string;
  maxHeight?: number;
  /** Whether it is JSON, which is shown in colours. */
  json?: boolean;
}) {
  return (
    // A region that scrolls has to take the focus, or the keyboard cannot scroll it (WCAG 2.1.1).
    <pre className={classes.block} style={{ maxHeight }} tabIndex={0} role="region" aria-label={label}>
      {json ? <JsonText>{children}</JsonText> : children}
    </pre>
  );
}
