import type { ComponentProps } from 'react';

type ButtonRootProps = ComponentProps<'button'> & {
  'data-loading'?: boolean;
  'data-disabled'?: boolean;
};

/**
 * What a button is drawn as that is no link. While it works it can be pressed no more, and keeps the focus: `disabled`,
 * which Mantine sets then too, would take it away, and whoever uses a keyboard would begin anew at the top of the page.
 */
export function ButtonRoot({ type = 'button', disabled, onClick, ...props }: ButtonRootProps) {
  const isWorking = props['data-loading'] === true && props['data-disabled'] !== true;
  if (!isWorking) return <button {...props} type={type} disabled={disabled} onClick={onClick} />;
  // Nor does Enter in a field send the form again: it presses its button.
  return <button {...props} type={type} aria-disabled onClick={(event) => event.preventDefault()} />;
}
