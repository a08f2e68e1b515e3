import classes from './code-block.module.css';
import { HttpText } from './json/http-text.tsx';
import { JsonText } from './json/json-text.tsx';

interface CodeBlockProps {
  children: string;
  label: string;
  maxHeight?: number;
  /** JSON is shown in colours, also as the body of what was sent or received. */
  as?: 'text' | 'json' | 'http';
}

/** Text as it was sent or received: wrapped, never interpreted. Reachable by keyboard where it scrolls. */
export function CodeBlock({ children, label, maxHeight = 360, as = 'text' }: CodeBlockProps) {
  return (
    // A region that scrolls has to take the focus, or the keyboard cannot scroll it (WCAG 2.1.1).
    <pre className={classes.block} style={{ maxHeight }} tabIndex={0} role="region" aria-label={label}>
      {as === 'json' ? (
        <JsonText>{children}</JsonText>
      ) : as === 'http' ? (
        <HttpText>{children}</HttpText>
      ) : (
        children
      )}
    </pre>
  );
}
