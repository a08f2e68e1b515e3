import type { Page } from 'playwright-core';

/**
 * Texts that have words read from the right without being set apart from what stands around them, so that a mark at their
 * end is drawn at the wrong one. Code keeps its own direction.
 */
export function misdirectedTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const fromTheRight = /[\u0590-\u08FF]/;
    // What Unicode's isolates hold is set apart already.
    const without = (text: string) => text.replaceAll(/\u2068[^\u2069]*\u2069/g, '');
    const isMisdirected = (element: Element | null, text: string): boolean => {
      if (
        !element ||
        !fromTheRight.test(without(text)) ||
        element.closest('pre, code, textarea, script, .cm-content')
      )
        return false;
      const { direction, unicodeBidi } = getComputedStyle(element);
      return direction !== 'rtl' && unicodeBidi !== 'plaintext';
    };
    const found: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { parentElement, textContent } = texts.currentNode;
      if (isMisdirected(parentElement, textContent ?? '')) found.push(textContent ?? '');
    }
    for (const input of document.querySelectorAll('input'))
      if (isMisdirected(input, input.value) && input.type !== 'hidden') found.push(input.value);
    return found;
  });
}
