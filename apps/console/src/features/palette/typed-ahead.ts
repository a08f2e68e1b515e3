import { isMac } from './is-mac.ts';

/** Code that takes longer does not come, and then keys are nobody's. */
const CODE_WITHIN_MS = 3_000;

let collected: string | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let leave = () => {};

/** Whether a key writes something, rather than being a shortcut: AltGr does, which Windows takes for Ctrl and Alt. */
function isCharacter(event: KeyboardEvent): boolean {
  const isShortcut = event.ctrlKey || event.metaKey || (event.altKey && !isMac);
  return [...event.key].length === 1 && (!isShortcut || event.getModifierState('AltGraph'));
}

function collect(event: KeyboardEvent): void {
  if (collected === null) return;
  const { key } = event;
  if (key === 'Escape') {
    takeKeys();
    leave();
  } else if (key === 'Backspace') collected = collected.slice(0, -1);
  else if (isCharacter(event)) collected += key;
  // What is found is not shown yet: there is nothing to choose.
  else if (key !== 'Enter') return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

// Before all that listens to the window later, such as a dialog below, which would close at its Escape.
window.addEventListener('keydown', collect, { capture: true });

/**
 * From the moment in which the palette is asked for, keys are meant for it, and its code may still have to come.
 * @param onEscape they say that it is not wanted after all.
 */
export function collectKeys(onEscape: () => void): void {
  leave = onEscape;
  if (collected !== null) return;
  collected = '';
  timer = setTimeout(takeKeys, CODE_WITHIN_MS);
}

/** What was typed until its field is there to be typed into, or until it closes. */
export function takeKeys(): string {
  clearTimeout(timer);
  const keys = collected ?? '';
  collected = null;
  return keys;
}
