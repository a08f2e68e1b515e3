/** Where the focus goes from a button that marks a notice as read: to the next such button, or else to what lists them. */
export function nextFocus(button: HTMLElement): HTMLElement | null {
  const list = button.closest<HTMLElement>('[data-notices]');
  const marks = [...(list?.querySelectorAll<HTMLElement>('[data-mark]') ?? [])];
  const place = marks.indexOf(button);
  return marks[place + 1] ?? marks[place - 1] ?? list;
}
