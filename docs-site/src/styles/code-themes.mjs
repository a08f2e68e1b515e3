// Four colours are enough to read a sample: keyword, string, comment, and everything else.
function theme({ name, type, background, text, keyword, string, comment, number }) {
  const rule = (scope, foreground) => ({ scope, settings: { foreground } });
  return {
    name,
    type,
    colors: { 'editor.background': background, 'editor.foreground': text },
    settings: [
      { settings: { background, foreground: text } },
      rule(['keyword', 'storage', 'keyword.control', 'storage.type', 'constant.language'], keyword),
      rule(['keyword.operator'], text),
      rule(['keyword.operator.new', 'keyword.operator.expression'], keyword),
      rule(['string', 'punctuation.definition.string', 'constant.character.escape'], string),
      rule(['constant.numeric'], number),
      rule(['comment', 'punctuation.definition.comment'], comment),
      rule(
        ['support.type.property-name', 'meta.object-literal.key', 'punctuation.support.type.property-name'],
        text,
      ),
    ],
  };
}

export const codeThemes = [
  theme({
    name: 'tidings-dark',
    type: 'dark',
    background: '#0e1014',
    text: '#eceef2',
    keyword: '#c792ea',
    string: '#7fd6a8',
    comment: '#8a93a6',
    number: '#8b8cf8',
  }),
  theme({
    name: 'tidings-light',
    type: 'light',
    background: '#ffffff',
    text: '#16181d',
    keyword: '#7c2fc0',
    string: '#12805c',
    comment: '#667085',
    number: '#4f46e5',
  }),
];
