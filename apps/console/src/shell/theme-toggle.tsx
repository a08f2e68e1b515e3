import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';

/** Follows the system until it is pressed; then remembers. */
export function ThemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const other = scheme === 'dark' ? 'light' : 'dark';
  const words = `Use the ${other} theme`;
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={32}
      aria-label={words}
      // No tooltip of ours: each page would have to load what makes one.
      title={words}
      onClick={() => setColorScheme(other)}
    >
      {scheme === 'dark' ? <IconSun size={17} /> : <IconMoon size={17} />}
    </ActionIcon>
  );
}
