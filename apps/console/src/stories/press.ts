const LOOK_AGAIN_MS = 40;
const PATIENCE_MS = 5_000;

function buttonNamed(name: string): HTMLButtonElement | undefined {
  return [...document.querySelectorAll('button')].find(
    (button) =>
      !button.disabled &&
      button.ariaDisabled !== 'true' &&
      (button.ariaLabel ?? button.textContent).trim() === name,
  );
}

/**
 * Presses a button as soon as it is there.
 *
 * @throws {Error} If it does not come within five seconds.
 */
export async function press(name: string): Promise<void> {
  for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_AGAIN_MS) {
    const button = buttonNamed(name);
    if (button) return button.click();
    await new Promise((resolve) => {
      setTimeout(resolve, LOOK_AGAIN_MS);
    });
  }
  throw new Error(`The story has no button "${name}" to press.`);
}
