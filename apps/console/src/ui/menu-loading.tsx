import { Skeleton } from '@mantine/core';

/** In a menu whose items still load: it keeps the place of the focus, and their room. */
export function MenuLoading({ height }: { height: number }) {
  return <Skeleton height={height} tabIndex={-1} data-autofocus style={{ outline: 0 }} />;
}
