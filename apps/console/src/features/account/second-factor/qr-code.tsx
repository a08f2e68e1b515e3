import { palette } from '../../../theme/palette.ts';
import classes from './qr-code.module.css';
import { qrCode } from './qr/qr.ts';

/** Light modules around it, without which readers do not find it. */
const MARGIN = 4;

/** Dark on light in both themes: not all apps read the reverse. Nothing where the text is too long for it. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const rows = qrCode(text);
  if (!rows) return null;
  const side = rows.length + 2 * MARGIN;
  const path = rows
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x + MARGIN},${y + MARGIN}h1v1h-1z` : '')))
    .join('');
  return (
    <svg
      viewBox={`0 0 ${side} ${side}`}
      className={classes.symbol}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={side} height={side} fill={palette.light.card} />
      <path d={path} fill={palette.light.text} />
    </svg>
  );
}
