import { expect, it } from 'vitest';
import { consoleNotice } from './console-notice.ts';

/** What is wrong with it, in words. */
function faultOf(given: string): string | undefined {
  return consoleNotice.safeParse(given).error?.issues[0]?.message;
}

it('is a text, a link and what the link is called', () => {
  expect(
    consoleNotice.parse(' Connect a CRM | https://acme.example.com/apps?from=a#b |  See all apps '),
  ).toEqual({
    text: 'Connect a CRM',
    link: 'https://acme.example.com/apps?from=a#b',
    label: 'See all apps',
  });
  expect(consoleNotice.parse('Connect a CRM | /integrations').label).toBe('Learn more');
});

it('keeps what looks like markup as it is', () => {
  expect(consoleNotice.parse('<b>Soon</b> & <script> | /x').text).toBe('<b>Soon</b> & <script>');
});

it.each([
  'https://acme.example.com',
  'http://localhost:8080/apps',
  'http://127.0.0.1/apps',
  'http://127.1:3000',
  'http://[::1]:3000/apps',
  '/',
  '/integrations?tab=crm',
])('may lead to %s', (link) => {
  expect(faultOf(`Text | ${link}`)).toBeUndefined();
});

it.each([
  'http://acme.example.com',
  'http://127.0.0.1.example.com',
  'http://localhost.example.com',
  'javascript:alert(1)',
  'data:text/html,hello',
  'ftp://localhost/apps',
  '//acme.example.com',
  '/\\acme.example.com',
  '//[',
  '/\t/acme.example.com',
  'integrations',
  'https://',
  '',
])('does not lead to %j', (link) => {
  expect(faultOf(`Text | ${link}`)).toContain('expected a link: https://');
});

it.each(['Only text', 'Text | /a | Label | more', ''])('is not %j', (given) => {
  expect(faultOf(given)).toBe('expected "Text | link" or "Text | link | Label"');
});

it('needs a text and no empty label, neither of them long', () => {
  expect(faultOf(' | /a')).toBe('the text is missing');
  expect(faultOf('Text | /a | ')).toBe('the label is missing');
  expect(faultOf(`${'a'.repeat(301)} | /a`)).toBe('the text has at most 300 characters');
  expect(faultOf(`Text | /a | ${'a'.repeat(61)}`)).toBe('the label has at most 60 characters');
});
