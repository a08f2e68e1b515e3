import { select, setProperty } from '@astrojs/starlight/expressive-code/hast';

/**
 * Code that may be wider than its column can be scrolled by keyboard from the start. The script of the code blocks takes
 * `tabindex` from those that fit; to those without it would give the role of a landmark as well, each without a name.
 */
export const scrolledByKeyboard = {
  name: 'scrolled-by-keyboard',
  hooks: {
    postprocessRenderedBlock: ({ renderData }) => {
      const code = select('pre', renderData.blockAst);
      if (code) setProperty(code, 'tabindex', '0');
    },
  },
};

/** The corner of a table and the head of a column that explains itself are no headings: nothing would be read out. */
const emptyHeadsAreCells = {
  name: 'empty-heads-are-cells',
  element: {
    filter: ['th'],
    visit(node, ctx) {
      if (node.children.length === 0) ctx.replaceNode(node, { ...node, tagName: 'td' });
    },
  },
};

/** Adds to the Markdown processor, whichever options others gave it. */
export const accessibleMarkdown = {
  name: 'accessible-markdown',
  hooks: {
    'astro:config:setup': ({ config }) => {
      config.markdown.processor.options.hastPlugins.push(emptyHeadsAreCells);
    },
  },
};
