import { ActionIcon, Button, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';

import classes from './copy.module.css';
import { useCopy, type CopyOptions } from './use-copy.ts';

/** A word that copies, e.g. "Copy as cURL"; it turns to "Copied" without changing its width. */
export function CopyText({
  value,
  label,
  children,
}: {
  value: string;
  /** What it copies, where the word alone does not say it. */
  label?: string;
  children: string;
}) {
  const { copied, copy } = useCopy(value);
  return (
    <button type="button" className={classes.word} aria-label={copied ? undefined : label} onClick={copy}>
      <span className={classes.sizer} aria-hidden>
        {children}
      </span>
      <span aria-live="polite">{copied ? 'Copied' : children}</span>
    </button>
  );
}

export function CopyIcon({ value, label }: { value: string; label: string }) {
  const { copied, copy } = useCopy(value);
  return (
    <Tooltip label={copied ? 'Copied' : label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={26}
        aria-label={copied ? 'Copied' : label}
        onClick={copy}
      >
        {copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
      </ActionIcon>
    </Tooltip>
  );
}

interface CopyActionProps extends CopyOptions {
  value: string;
  label: string;
}

export function CopyAction({ value, label, ...options }: CopyActionProps) {
  const { copied, copy } = useCopy(value, options);
  return (
    <>
      <Button
        variant="default"
        className={classes.action}
        leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
        aria-label={label}
        onClick={copy}
      >
        {copied ? 'Copied' : 'Copy'}
      </Button>
      {/* The name of the button stays what it does. */}
      <VisuallyHidden role="status">{copied && 'Copied'}</VisuallyHidden>
    </>
  );
}
