import type { Locator } from 'playwright-core';

/** What stands in a field for JSON: in the editor, or in the plain field until that is there. */
export function textIn(field: Locator): Promise<string> {
  return field.evaluate((element) =>
    element instanceof HTMLTextAreaElement
      ? element.value
      : [...element.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\n'),
  );
}
