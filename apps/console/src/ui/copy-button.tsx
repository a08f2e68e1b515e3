import { ActionIcon, Button, CopyButton as MantineCopyButton, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';

import classes from './copy.module.css';

const SHOWN_MS = 1_500;

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
  return (
    <MantineCopyButton value={value} timeout={SHOWN_MS}>
      {({ copied, copy }) => (
        <button type="button" className={classes.word} aria-label={copied ? undefined : label} onClick={copy}>
          <span className={classes.sizer} aria-hidden>
            {children}
          </span>
          <span aria-live="polite">{copied ? 'Copied' : children}</span>
        </button>
      )}
    </MantineCopyButton>
  );
}

export function CopyIcon({ value, label }: { value: string; label: string }) {
  return (
    <MantineCopyButton value={value} timeout={SHOWN_MS}>
      {({ copied, copy }) => (
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
      )}
    </MantineCopyButton>
  );
}

interface CopyActionProps {
  value: string;
  label: string;
  onCopy?: (() => void) | undefined;
}

export function CopyAction({ value, label, onCopy }: CopyActionProps) {
  return (
    <MantineCopyButton value={value} timeout={SHOWN_MS}>
      {({ copied, copy }) => (
        <>
          <Button
            variant="default"
            className={classes.action}
            leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
            aria-label={label}
            onClick={() => {
              copy();
              onCopy?.();
            }}
          >
            {copied ? 'Copied' : 'Copy'}
          </Button>
          {/* The name of the button stays what it does. */}
          <VisuallyHidden role="status">{copied && 'Copied'}</VisuallyHidden>
        </>
      )}
    </MantineCopyButton>
  );
}
