import { createTheme, defaultVariantColorsResolver, type VariantColorsResolver } from '@mantine/core';

import controls from './controls.module.css';
import { components } from './components.ts';

/** Filled controls take the ink that reads on them in either scheme; Mantine would take the light scheme's. */
const resolveVariantColors: VariantColorsResolver = (input) => {
  if (input.variant !== 'filled') return defaultVariantColorsResolver(input);
  const tone = input.color === 'failure' ? 'failure' : 'accent';
  return {
    background: `var(--td-${tone})`,
    hover: `var(--td-${tone}-hover)`,
    color: `var(--td-on-${tone})`,
    border: '1px solid transparent',
  };
};

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 4 },
  colors: {
    accent: [
      '#eef0ff',
      '#dfe2ff',
      '#c0c4fd',
      '#a5a8fb',
      '#8b8cf8',
      '#6b67f1',
      '#4f46e5',
      '#4338ca',
      '#372fa5',
      '#2b2682',
    ],
    // What Mantine's parts take in the dark where nothing here says otherwise: the greys of the palette, not its own.
    dark: [
      '#eceef2',
      '#c5cbd6',
      '#98a1b2',
      '#566074',
      '#2b313b',
      '#22262f',
      '#1a1e26',
      '#15181e',
      '#0e1014',
      '#0a0c0f',
    ],
    failure: [
      '#fdebec',
      '#fbd7d9',
      '#f7b0b5',
      '#f4868e',
      '#f2626d',
      '#e84653',
      '#dc2f3c',
      '#b91c2c',
      '#971624',
      '#74111c',
    ],
  },
  variantColorResolver: resolveVariantColors,
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSizes: { xs: '12px', sm: '13.5px', md: '13.5px', lg: '15px', xl: '20px' },
  lineHeights: { xs: '1.5', sm: '1.4815', md: '1.4815', lg: '1.5', xl: '1.4' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '28px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '32px' },
  defaultRadius: 'md',
  breakpoints: { xs: '30em', sm: '50em', md: '64em', lg: '80em', xl: '90em' },
  headings: {
    fontFamily: "'Inter Variable', system-ui, sans-serif",
    fontWeight: '640',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px', fontWeight: '640' },
      h2: { fontSize: '13.5px', lineHeight: '20px', fontWeight: '560' },
      h3: { fontSize: '13.5px', lineHeight: '20px', fontWeight: '560' },
    },
  },
  shadows: {
    md: '0 4px 16px rgb(16 18 24 / 10%), 0 1px 3px rgb(16 18 24 / 8%)',
    xl: '0 16px 48px rgb(16 18 24 / 16%), 0 2px 6px rgb(16 18 24 / 8%)',
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  activeClassName: controls.active ?? '',
  components,
});
