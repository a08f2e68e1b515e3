import classes from './toggle-button.module.css';

interface ToggleButtonProps {
  /** What it is when it is on: "As sent", "As a table". */
  label: string;
  on: boolean;
  onChange: (on: boolean) => void;
}

/** Shows the same in another way. */
export function ToggleButton({ label, on, onChange }: ToggleButtonProps) {
  return (
    <button type="button" className={classes.toggle} aria-pressed={on} onClick={() => onChange(!on)}>
      {label}
    </button>
  );
}
