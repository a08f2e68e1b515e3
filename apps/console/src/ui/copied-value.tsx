import { useRef } from 'react';

import { CopyAction } from './copy-button.tsx';
import classes from './copied-value.module.css';

interface CopiedValueProps {
  /** What stands above it; nothing where what is around says it. */
  label?: string;
  value: string;
  /** As it is read, where that is not how it is taken along. */
  shown?: string;
  /** What the button does, e.g. "Copy the secret". */
  copy: string;
  onCopy?: (() => void) | undefined;
}

/** A value that is there to be taken along, with the button for it. */
export function CopiedValue({ label, value, shown = value, copy, onCopy }: CopiedValueProps) {
  const code = useRef<HTMLElement>(null);
  return (
    <div>
      {label && <div className={classes.label}>{label}</div>}
      <div className={classes.copied}>
        <code ref={code} className={classes.code}>
          {shown}
        </code>
        <CopyAction value={value} label={copy} shownIn={code} onCopy={onCopy} />
      </div>
    </div>
  );
}
