import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from './run-program.ts';

/** Where the pages are. */
export const PAGES = path.join(ROOT, 'docs-site', 'src', 'content', 'docs');

/** Code on a page, in the order in which it stands there. */
export type Block = {
  lang: string;
  code: string;
  /** What the page says before it, from the block before on. */
  text: string;
  /** The name that the page gives the file. */
  title?: string;
  /** Below `src/samples`, where the page takes it from there. */
  sample?: string;
};

/** The blocks of a page, those between fences and those that it draws from files. */
export async function readPage(page: string): Promise<Block[]> {
  const text = await readFile(path.join(PAGES, page), 'utf8');
  const files = new Map(
    [...text.matchAll(/^import (\w+) from '(?:\.\.\/)+samples\/([^']+)\?raw';$/gm)].map(
      ([, name = '', sample = '']) => [name, sample],
    ),
  );
  const found = text.matchAll(/^```(\w+)[^\n]*\n([^]*?)^```$|<Code code=\{(\w+)\.trimEnd\(\)\} ([^>]*)\/>/gm);
  let end = 0;
  return Promise.all(
    [...found].map(async (match): Promise<Block> => {
      const [whole, lang, code, name, attributes = ''] = match;
      const said = text.slice(end, match.index);
      end = match.index + whole.length;
      if (lang !== undefined) return { lang, code: code ?? '', text: said };
      const sample = files.get(name ?? '');
      if (sample === undefined) throw new Error(`${page} draws ${name}, which it does not import.`);
      const attribute = (key: string) => new RegExp(`${key}="([^"]*)"`).exec(attributes)?.[1];
      const title = attribute('title');
      return {
        lang: attribute('lang') ?? '',
        text: said,
        code: await readFile(path.join(PAGES, '..', '..', 'samples', sample), 'utf8'),
        sample,
        ...(title !== undefined && { title }),
      };
    }),
  );
}
