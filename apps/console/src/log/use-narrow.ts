import { useMediaQuery } from '@mantine/hooks';

/** Whether tables show the few columns of a phone; a span over hidden ones would add columns of its own. */
export function useNarrow(): boolean {
  return useMediaQuery('(width < 50em)', undefined, { getInitialValueInEffect: false });
}
