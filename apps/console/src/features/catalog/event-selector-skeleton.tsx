import { Skeleton } from '@mantine/core';

const CATEGORIES = 8;

export function EventSelectorSkeleton() {
  return (
    <div role="status" aria-busy aria-label="Event types are loading">
      <Skeleton height={34} mb={10} radius="md" />
      <Skeleton height={204} mb={8} radius="md" />
      {Array.from({ length: CATEGORIES - 1 }, (_, index) => (
        <Skeleton key={index} height={40} mb={8} radius="md" />
      ))}
    </div>
  );
}
