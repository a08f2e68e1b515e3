import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Finding, type Look, nameOf } from './look.ts';
import type { Picture } from './picture.ts';

const STYLE = `
  body { margin: 24px; font: 14px/20px system-ui, sans-serif; color: #16181d; background: #f2f3f6 }
  nav { columns: 4; margin-bottom: 32px }
  nav a { display: block }
  .looks { display: flex; gap: 12px; align-items: start; overflow-x: auto }
  figure { flex: none; margin: 0 }
  figcaption { color: #545d70 }
  img { display: block; border: 1px solid #d5d9e2 }
  li { color: #b3202d; overflow-wrap: anywhere }`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

export const fileOf = (picture: Picture, look: Look): string => `${picture.name}.${nameOf(look)}.png`;

/** Writes the page that shows every picture in all its looks side by side, with what was found on it. */
export async function writeAlbum(
  folder: string,
  { pictures, looks, findings }: { pictures: Picture[]; looks: readonly Look[]; findings: Finding[] },
): Promise<string> {
  const sections = pictures.map((picture) => {
    const found = findings.filter((each) => each.picture === picture.name);
    const figures = looks.map((look) => {
      const width = look.width === 390 ? 260 : 640;
      return `<figure><figcaption>${nameOf(look)}</figcaption><a href="${fileOf(picture, look)}"><img loading="lazy" width="${width}" alt="" src="${fileOf(picture, look)}"></a></figure>`;
    });
    return `<section id="${picture.name}"><h2>${picture.name}</h2><p>${escaped(picture.route)}, seen by: ${picture.viewer}</p>
      <ul>${found.map(({ look, what }) => `<li>${look}: ${escaped(what)}</li>`).join('')}</ul>
      <div class="looks">${figures.join('')}</div></section>`;
  });
  const links = pictures.map(({ name }) => `<a href="#${name}">${name}</a>`);
  const file = path.join(folder, 'index.html');
  await writeFile(
    file,
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>The console in pictures</title><style>${STYLE}</style>
    <h1>The console in pictures</h1><nav>${links.join('')}</nav>${sections.join('\n')}</html>`,
  );
  return file;
}
