import classes from './filter-chip.module.css';

/** An action that looks like the chips it stands among. */
export function ChipButton({ children, onClick }: { children: string; onClick: () => void }) {
  return (
    <button type="button" className={classes.button} onClick={onClick}>
      {children}
    </button>
  );
}
