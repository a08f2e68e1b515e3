import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { accessibleMarkdown } from './src/build/accessible-markup.mjs';
import { readCatalog, readFileSchema, readOpenApi } from './src/build/inputs.mjs';
import { jsonModule } from './src/build/json-module.mjs';
import { objectNames } from './src/build/objects.ts';
import { codeThemes } from './src/styles/code-themes.mjs';

const catalog = readCatalog();
const openapi = readOpenApi();

// Where a reader can change a page: https://…/edit/main/docs-site/. Every installation builds its own documentation, so this is a setting.
const editUrl = process.env.DOCS_EDIT_URL;

const categories = [...new Set(catalog.map((type) => type.category))];
const eventTypes = categories.map((category) => ({
  label: category,
  collapsed: true,
  items: catalog
    .filter((type) => type.category === category)
    .map((type) => ({ label: type.name, link: `/event-types/${type.name}/`, attrs: { class: 'mono' } })),
}));

const objects = objectNames(catalog).map((name) => ({
  label: name,
  link: `/objects/${name}/`,
  attrs: { class: 'mono' },
}));

export default defineConfig({
  base: '/docs',
  output: 'static',
  trailingSlash: 'ignore',
  devToolbar: { enabled: false },
  vite: {
    plugins: [
      jsonModule('virtual:event-catalog', readCatalog),
      jsonModule('virtual:event-type-schema', readFileSchema),
      jsonModule('virtual:openapi', readOpenApi),
    ],
  },
  integrations: [
    accessibleMarkdown,
    starlight({
      title: 'Tidings docs',
      description: 'Documentation of Tidings, the self-hosted webhook system.',
      favicon: '/favicon.svg',
      logo: { src: './src/assets/mark.svg', alt: '' },
      pagination: false,
      routeMiddleware: './src/route-data.ts',
      ...(editUrl && { editLink: { baseUrl: editUrl } }),
      credits: false,
      customCss: [
        '@fontsource-variable/inter',
        '@fontsource-variable/jetbrains-mono',
        './src/styles/theme.css',
        './src/styles/layout.css',
      ],
      components: {
        PageSidebar: './src/components/page-sidebar.astro',
        PageTitle: './src/components/page-title.astro',
        Search: './src/components/search.astro',
        Sidebar: './src/components/sidebar.astro',
        ThemeProvider: './src/components/theme-provider.astro',
        ThemeSelect: './src/components/theme-select.astro',
        TwoColumnContent: './src/components/two-column-content.astro',
      },
      expressiveCode: {
        themes: codeThemes,
        defaultProps: { frame: 'none' },
        styleOverrides: {
          borderRadius: '10px',
          borderWidth: '1px',
          borderColor: 'var(--tdg-border)',
          codeBackground: 'var(--tdg-code)',
          codeFontFamily: 'var(--__sl-font-mono)',
          codeFontSize: '12px',
          codeLineHeight: '20px',
          codePaddingBlock: '14px',
          codePaddingInline: '16px',
          uiFontFamily: 'var(--__sl-font)',
          frames: {
            shadowColor: 'transparent',
            editorTabBarBackground: 'var(--tdg-card)',
            editorTabBarBorderBottomColor: 'var(--tdg-border)',
            editorActiveTabBackground: 'var(--tdg-code)',
            editorActiveTabForeground: 'var(--tdg-text)',
            editorActiveTabIndicatorTopColor: 'transparent',
            editorActiveTabIndicatorBottomColor: 'transparent',
          },
        },
      },
      sidebar: [
        {
          label: 'Start',
          items: ['quickstart', 'webhooks', 'testing', 'cli', 'webhooks-polling-streaming'],
        },
        {
          label: 'Receive',
          items: [
            'delivery-payload',
            'verifying-signatures',
            'frameworks',
            'best-practices',
            'going-live',
            'checking-an-endpoint',
            'filters',
            'retries',
            'replay',
            'notifications',
            'operational-events',
            'troubleshooting',
          ],
        },
        {
          label: 'Events',
          items: [
            'event-log',
            'versioning',
            { label: 'Event types', link: '/event-types/' },
            ...eventTypes,
            { label: 'Objects', collapsed: true, items: objects },
          ],
        },
        {
          label: 'Publish',
          items: ['accounts', 'publishing', 'internal-services', 'portal', 'quotas', 'writing-a-catalog'],
        },
        {
          label: 'API',
          items: [
            'api-conventions',
            ...(openapi ? [{ label: 'REST API', link: '/rest-api/' }] : []),
            'api-keys',
          ],
        },
        {
          label: 'Operate',
          items: [
            'self-hosting',
            'hardening',
            'monitoring',
            'people',
            'audit-log',
            'security',
            'threat-model',
            'retention-and-erasure',
          ],
        },
        {
          label: 'Internals',
          items: [
            'internals/architecture',
            'internals/reliability',
            'internals/performance',
            {
              label: 'Decisions',
              collapsed: true,
              items: [{ autogenerate: { directory: 'internals/decisions' } }],
            },
          ],
        },
      ],
    }),
  ],
});
