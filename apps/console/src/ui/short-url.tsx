import { Mono } from './mono.tsx';
import classes from './short-url.module.css';
import { urlParts } from './url-parts.ts';

declare module 'react' {
  interface CSSProperties {
    '--end-letters'?: number;
  }
}

/** A URL on one line. Where there is no room it is cut in the middle: what tells two apart often stands at its end. */
export function ShortUrl({ url }: { url: string }) {
  const [start, end] = urlParts(url);
  return (
    <Mono dim title={url}>
      <span className={classes.url} style={{ '--end-letters': end.length }}>
        <span className={classes.start}>{start}</span>
        <span className={classes.end}>{end}</span>
      </span>
    </Mono>
  );
}
