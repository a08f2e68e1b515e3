import classes from './logo.module.css';

export function Logo({ brand = 'Tidings' }: { brand?: string }) {
  return (
    <span className={classes.logo}>
      <span className={classes.mark} aria-hidden>
        {brand.slice(0, 1).toLowerCase()}
      </span>
      {brand}
    </span>
  );
}
