const FAULTY = '[aria-invalid="true"], input[data-error], [data-error] input, [data-faulty]';
/** Half a second: a step that is gone back to has to be drawn first. */
const FRAMES = 30;

/** Brings the focus to the first field of a form that has a fault, once it shows: it may be out of sight. */
export function focusFault(form: HTMLElement | null, frames = FRAMES): void {
  requestAnimationFrame(() => {
    const field = form?.querySelector<HTMLElement>(FAULTY);
    if (field) field.focus();
    else if (frames > 0) focusFault(form, frames - 1);
  });
}

/** As the `ref` of what tells that something failed: the button that was pressed may be screens away from it. */
export function intoSight(notice: HTMLElement | null): void {
  notice?.scrollIntoView({ block: 'nearest' });
}
