import { Skeleton, Stack } from '@mantine/core';

import classes from './create-form.module.css';

export function CreateSkeleton() {
  return (
    <div className={classes.card} role="status" aria-busy aria-label="The form is loading">
      <div className={classes.steps}>
        <Skeleton height={14} width={320} maw="100%" my={4} />
      </div>
      <Stack className={classes.body} gap="md">
        <Skeleton height={22} width={200} />
        <Skeleton height={110} radius="md" />
        <Skeleton height={84} radius="md" />
        <Skeleton height={110} radius="md" />
      </Stack>
    </div>
  );
}
