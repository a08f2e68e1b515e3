import classes from './code-block.module.css';
import { withTurnsShown } from '../format/isolated.ts';
import { HttpText } from './json/http-text.tsx';
import { JsonText } from './json/json-text.tsx';

interface CodeBlockProps {
  children: string;
  label: string;
  maxHeight?: number;
  /** JSON is shown in colours, also as the body of what was sent or received. Lines of code are not wrapped. */
  as?: 'text' | 'json' | 'http' | 'code';
}

/** Text as it was sent or received: wrapped, unless it is code, and never interpreted. Reachable by keyboard where it scrolls. */
export function CodeBlock({ children, label, maxHeight = 360, as = 'text' }: CodeBlockProps) {
  const text = withTurnsShown(children);
  return (
    // A region that scrolls has to take the focus, or the keyboard cannot scroll it (WCAG 2.1.1).
    <pre
      className={classes.block}
      data-lines={as === 'code' || undefined}
      style={{ maxHeight }}
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      {as === 'json' ? <JsonText>{text}</JsonText> : as === 'http' ? <HttpText>{text}</HttpText> : text}
    </pre>
  );
}
