import { z } from 'zod';

const MOST_TEXT = 300;
const MOST_LABEL = 60;
const SOMEWHERE = 'https://somewhere.invalid';

/** The URL parser has by then turned every way to write such an address into this one. */
function staysOnThisMachine({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

/** A path of the same origin, HTTPS, or HTTP where nobody can read along. `//host` is no path, however it is written. */
function isLink(text: string): boolean {
  const isPath = text.startsWith('/');
  if (!URL.canParse(text, isPath ? SOMEWHERE : undefined)) return false;
  const url = new URL(text, isPath ? SOMEWHERE : undefined);
  if (isPath) return url.origin === SOMEWHERE;
  return url.protocol === 'https:' || (url.protocol === 'http:' && staysOnThisMachine(url));
}

const parts = z.object({
  text: z
    .string()
    .min(1, 'the text is missing')
    .max(MOST_TEXT, `the text has at most ${MOST_TEXT} characters`),
  link: z
    .string()
    .max(2048, 'the link has at most 2048 characters')
    .refine(isLink, 'expected a link: https://…, http://… on this machine, or a path that begins with /'),
  label: z
    .string()
    .min(1, 'the label is missing')
    .max(MOST_LABEL, `the label has at most ${MOST_LABEL} characters`),
});

/**
 * What an operator says above the list of webhooks, and where it leads: `Text | link` or `Text | link | Label`. All of
 * it is text, nothing is markup.
 */
export const consoleNotice = z
  .string()
  .transform((given, context) => {
    const [text = '', link, label = 'Learn more', ...more] = given.split('|').map((part) => part.trim());
    if (link !== undefined && more.length === 0) return { text, link, label };
    context.addIssue({ code: 'custom', message: 'expected "Text | link" or "Text | link | Label"' });
    return z.NEVER;
  })
  .pipe(parts);
