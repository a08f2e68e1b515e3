const FIRST = '[role="menuitem"], input, button, a[href]';

/** After the dialog or the menu around it has noted down to whom it gives the focus back. */
function takeFocus(mark: HTMLElement | null): void {
  setTimeout(() => {
    const scope = mark?.closest('[role="menu"], [role="dialog"]');
    const { activeElement } = document;
    if (!scope || (scope !== activeElement && scope.contains(activeElement))) return;
    scope.querySelector<HTMLElement>(FIRST)?.focus();
  });
}

/** Beside what comes into a menu or a dialog when that has opened already, and has found nothing to focus. */
export function LateFocus() {
  return <span hidden ref={takeFocus} />;
}
