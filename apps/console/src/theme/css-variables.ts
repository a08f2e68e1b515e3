import type { CSSVariablesResolver } from '@mantine/core';

import { palette, type Scheme } from './palette.ts';

/** The tokens as `--td-…`, and Mantine's own variables pointed at them. */
function variablesOf(scheme: Scheme): Record<string, string> {
  const colors = palette[scheme];
  const tokens = Object.fromEntries(Object.entries(colors).map(([name, value]) => [`--td-${name}`, value]));
  const accent = {
    filled: colors.accent,
    'filled-hover': colors['accent-hover'],
    light: colors['accent-tint'],
    'light-hover': colors['accent-tint'],
    'light-color': colors.accent,
    outline: colors.accent,
    'outline-hover': colors['accent-tint'],
  };
  const accentVariables = Object.entries(accent).flatMap(([name, value]) => [
    [`--mantine-color-accent-${name}`, value],
    [`--mantine-primary-color-${name}`, value],
  ]);
  return {
    ...tokens,
    ...Object.fromEntries(accentVariables),
    '--mantine-primary-color-contrast': colors['on-accent'],
    '--mantine-color-body': colors.page,
    '--mantine-color-text': colors.text,
    '--mantine-color-bright': colors.text,
    '--mantine-color-dimmed': colors.dim,
    '--mantine-color-placeholder': colors.faint,
    '--mantine-color-anchor': colors.accent,
    '--mantine-color-error': colors['failure-ink'],
    '--mantine-color-default': colors.card,
    '--mantine-color-default-hover': colors.hover,
    '--mantine-color-default-color': colors.text,
    '--mantine-color-default-border': colors.border,
  };
}

export const resolveCssVariables: CSSVariablesResolver = () => ({
  variables: { '--td-page-y': '22px', '--td-page-x': '28px', '--td-motion': '140ms' },
  light: variablesOf('light'),
  dark: variablesOf('dark'),
});
