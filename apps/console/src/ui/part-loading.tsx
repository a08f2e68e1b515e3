import { Skeleton } from '@mantine/core';

/** Stands where a part of the console will be whose code is on the way. */
export function PartLoading({ label, height }: { label: string; height: number }) {
  return (
    <div role="status" aria-busy aria-label={label}>
      <Skeleton height={height} />
    </div>
  );
}
