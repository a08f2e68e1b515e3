import { Button, Group } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import { useCallback } from 'react';

/** Before its end comes into sight, so that somebody who scrolls hardly ever waits for rows. */
const NEAR_PX = 600;

interface LoadOlderProps {
  /** Where the rows go on. */
  cursor: string;
  older: Pick<UseMutationResult<void, Error, string>, 'status' | 'mutate'>;
  /** Whether the rows are those of the filters, not of the ones before. */
  isShown: boolean;
  /** What the button says. */
  label: string;
}

/**
 * The way on downwards: by itself when somebody comes near the end of a log, and for everybody by a button. What could not
 * be loaded waits for the button.
 */
export function LoadOlder({ cursor, older: { status, mutate }, isShown, label }: LoadOlderProps) {
  const near = useCallback(
    (end: HTMLElement | null) => {
      if (!end) return undefined;
      const observer = new IntersectionObserver(
        (entries) => {
          if (entries.some(({ isIntersecting }) => isIntersecting)) mutate(cursor);
        },
        { rootMargin: `${NEAR_PX}px 0px` },
      );
      observer.observe(end);
      return () => observer.disconnect();
    },
    [cursor, mutate],
  );
  const isWaiting = isShown && (status === 'idle' || status === 'success');
  return (
    <div ref={isWaiting ? near : undefined}>
      <Group justify="center" mt="md">
        <Button variant="default" loading={status === 'pending'} onClick={() => mutate(cursor)}>
          {label}
        </Button>
      </Group>
    </div>
  );
}
