import classes from './filter-chip.module.css';

interface ChipButtonProps {
  children: string;
  onClick: () => void;
  /** Of a choice among several: whether it is the one. */
  pressed?: boolean;
}

/** An action or a choice that looks like the chips it stands among. */
export function ChipButton({ children, onClick, pressed }: ChipButtonProps) {
  return (
    <button type="button" className={classes.button} aria-pressed={pressed} onClick={onClick}>
      {children}
    </button>
  );
}
