import classes from './delivery-detail.module.css';

interface AsSentToggleProps {
  /** "As sent" or "As received". */
  label: string;
  on: boolean;
  onChange: (on: boolean) => void;
}

/** Shows the exact bytes instead of a body laid out for reading. */
export function AsSentToggle({ label, on, onChange }: AsSentToggleProps) {
  return (
    <button type="button" className={classes.toggle} aria-pressed={on} onClick={() => onChange(!on)}>
      {label}
    </button>
  );
}
