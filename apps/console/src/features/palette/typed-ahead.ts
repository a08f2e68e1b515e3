/** Code that takes longer does not come, and then keys are nobody's. */
const CODE_WITHIN_MS = 3_000;

let collected: string | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

function collect(event: KeyboardEvent): void {
  const { key } = event;
  const isCharacter = [...key].length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (key === 'Backspace') collected = (collected ?? '').slice(0, -1);
  else if (isCharacter) collected = (collected ?? '') + key;
  // What is found is not shown yet: there is nothing to choose.
  else if (key !== 'Enter') return;
  event.preventDefault();
  event.stopPropagation();
}

/** From the moment in which the palette is asked for, keys are meant for it, and its code may still have to come. */
export function collectKeys(): void {
  if (collected !== null) return;
  collected = '';
  document.addEventListener('keydown', collect, { capture: true });
  timer = setTimeout(takeKeys, CODE_WITHIN_MS);
}

/** What was typed until its field is there to be typed into, or until it closes. */
export function takeKeys(): string {
  clearTimeout(timer);
  document.removeEventListener('keydown', collect, { capture: true });
  const keys = collected ?? '';
  collected = null;
  return keys;
}
