/** One of several things that an e-mail tells of. */
export type LetterSection = {
  title: string;
  lines: string[];
  list?: { label: string; items: string[] } | undefined;
  link: { label: string; url: string };
};

/** What an e-mail says, without its form. */
export type Letter = {
  brand: string;
  heading: string;
  paragraphs: string[];
  sections?: LetterSection[];
  /** The one thing to do. */
  action?: { label: string; url: string };
  /** Why it came, and what to do if it should not have. */
  footnote: string;
};

/** Both forms of a letter. Everything that comes from outside is escaped in HTML; the text form has no markup. */
export function renderLetter(letter: Letter): { text: string; html: string } {
  return { text: asText(letter), html: asHtml(letter) };
}

function asText({ heading, paragraphs, sections = [], action, footnote, brand }: Letter): string {
  const parts = [
    heading,
    ...paragraphs,
    ...sections.map(sectionAsText),
    ...(action ? [`${action.label}:\n${action.url}`] : []),
    footnote,
  ];
  return `${parts.join('\n\n')}\n\n-- \n${brand}\n`;
}

function sectionAsText({ title, lines, list, link }: LetterSection): string {
  const items =
    list && list.items.length > 0 ? [`${list.label}:`, ...list.items.map((each) => `* ${each}`)] : [];
  return [title, ...lines, ...items, `${link.label}:`, link.url].join('\n');
}

const FONT = 'font-family:Inter,-apple-system,Segoe UI,Helvetica,Arial,sans-serif';

// Styles stand at each element: many mail programs drop style sheets.
function asHtml({ heading, paragraphs, sections = [], action, footnote, brand }: Letter): string {
  const paragraph = (text: string) => `<p style="margin:0 0 14px">${escapeHtml(text)}</p>`;
  const button = action
    ? `<p style="margin:22px 0"><a href="${escapeHtml(action.url)}" style="display:inline-block;padding:10px 16px;` +
      `background:#4f46e5;color:#ffffff;border-radius:8px;text-decoration:none;font-weight:560">` +
      `${escapeHtml(action.label)}</a></p>` +
      `<p style="margin:0 0 14px;font-size:12px;line-height:18px;color:#667085">If the button does not work, open this ` +
      `address:<br><span style="word-break:break-all">${escapeHtml(action.url)}</span></p>`
    : '';
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(heading)}</title></head>
<body style="margin:0;padding:24px 12px;background:#fbfbfc">
<div style="max-width:520px;margin:0 auto;padding:24px;background:#ffffff;border:1px solid #e7e9ee;border-radius:12px;${FONT};font-size:15px;line-height:24px;color:#16181d">
<p style="margin:0 0 18px;font-weight:640">${escapeHtml(brand)}</p>
<h1 style="margin:0 0 12px;font-size:20px;line-height:28px;font-weight:640">${escapeHtml(heading)}</h1>
${paragraphs.map(paragraph).join('\n')}
${sections.map(sectionAsHtml).join('\n')}
${button}
<p style="margin:22px 0 0;padding-top:14px;border-top:1px solid #e7e9ee;font-size:12px;line-height:18px;color:#667085">${escapeHtml(footnote)}</p>
</div>
</body>
</html>
`;
}

function sectionAsHtml({ title, lines, list, link }: LetterSection): string {
  const items = (list?.items ?? []).map((each) => `<li>${escapeHtml(each)}</li>`).join('');
  return (
    `<div style="margin:0 0 14px;padding:14px 16px;border:1px solid #e7e9ee;border-radius:8px">` +
    `<p style="margin:0 0 4px;font-weight:560;word-break:break-word">${escapeHtml(title)}</p>` +
    lines.map((line) => `<p style="margin:0 0 4px;word-break:break-word">${escapeHtml(line)}</p>`).join('') +
    (list && items
      ? `<p style="margin:8px 0 0;font-size:12px;color:#667085">${escapeHtml(list.label)}</p>`
      : '') +
    (items ? `<ul style="margin:0;padding-left:18px;font-size:13px;line-height:20px">${items}</ul>` : '') +
    `<p style="margin:8px 0 0"><a href="${escapeHtml(link.url)}" style="color:#4f46e5">${escapeHtml(link.label)}</a></p></div>`
  );
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}

/** A moment as people write it, in the one time zone that all readers can work out. */
export function inUtc(moment: Date): string {
  return `${moment.toLocaleString('en-GB', {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  })} UTC`;
}
