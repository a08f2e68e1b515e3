/** As the keys for it would: of a text that is selected for a moment, without taking the focus from where it is. */
function copySelected(text: string): boolean {
  const selection = document.getSelection();
  if (!selection) return false;
  const before = Array.from({ length: selection.rangeCount }, (_, at) => selection.getRangeAt(at));
  const carrier = document.createElement('span');
  carrier.textContent = text;
  carrier.style.position = 'fixed';
  carrier.style.clipPath = 'inset(50%)';
  const fill = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  };
  document.body.append(carrier);
  document.addEventListener('copy', fill, { capture: true });
  try {
    selection.selectAllChildren(carrier);
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    document.removeEventListener('copy', fill, { capture: true });
    carrier.remove();
    selection.removeAllRanges();
    for (const range of before) selection.addRange(range);
  }
}

/** Copies a text, and says whether it did. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Over plain http there is no such clipboard, and a page that shows the portal in a frame may not have allowed it.
    return copySelected(text);
  }
}
