import { getCollection } from 'astro:content';
import catalog from 'virtual:event-catalog';
import { objectNames } from '../build/objects';

/** The pages for those who read text: one line each, as https://llmstxt.org has it. */
export async function GET(): Promise<Response> {
  const pages = await getCollection('docs');
  const link = (id: string, title: string, description = '') =>
    `- [${title}](/docs/${id === 'index' ? '' : `${id}/`})${description && `: ${description}`}`;
  const linesOf = (wanted: (id: string) => boolean) =>
    pages
      .filter(({ id }) => wanted(id))
      .toSorted((a, b) => Number(b.id === 'index') - Number(a.id === 'index') || a.id.localeCompare(b.id))
      .map(({ id, data }) => link(id, data.title, data.description));
  const isInternal = (id: string) => id.startsWith('internals/');
  const text = [
    '# Tidings',
    '> A webhook system that its operator runs. Services publish events; Tidings stores them, delivers them over HTTP, signed and with retries, and shows every attempt.',
    '## Guides',
    ...linesOf((id) => !isInternal(id)),
    '## Reference',
    link('rest-api', 'REST API', 'Every operation. The OpenAPI document is at /api/v1/openapi.json.'),
    link('event-types', 'Event types', 'Every event with its trigger, schema and example.'),
    ...catalog.map(({ name, description }) => link(`event-types/${name}`, name, description)),
    ...objectNames(catalog).map((name) =>
      link(`objects/${name}`, name, 'An object: its fields, and the event types that carry it.'),
    ),
    // The format's word for what may be skipped.
    '## Optional',
    ...linesOf(isInternal),
  ];
  return new Response(`${text.join('\n').replaceAll(/\n(?=[#>])/g, '\n\n')}\n`, {
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
}
