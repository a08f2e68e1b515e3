import type { Stories } from '../../../stories/story.ts';
import { ARABIC_NAME, LONG_NAME } from '../../../stories/texts.ts';
import { sparklinePaths } from './sparkline-path.ts';
import { Sparkline } from './sparkline.tsx';
import type { Line } from './week.ts';

const HOURS = 168;
const LAST = HOURS - 1;
/** As it is drawn. */
const SIZE = { width: 150, height: 34 };
const FROM = '2026-11-15T00:00:00.000Z';

function lineOf(hour: (index: number) => { total: number; failed: number }): Line {
  const hours = Array.from({ length: HOURS }, (_, index) => hour(index));
  return { total: hours.map(({ total }) => total), failed: hours.map(({ failed }) => failed) };
}

const wave = (index: number) => Math.round(120 + 80 * Math.sin((index / 24) * 2 * Math.PI));
const busy = lineOf((index) => ({ total: wave(index), failed: index % 31 === 0 ? 4 : 0 }));
const failing = lineOf((index) => ({ total: wave(index), failed: wave(index) }));
const single = lineOf((index) => ({ total: index === 100 ? 1 : 0, failed: 0 }));

const sparkline = (name: string, line: Line | undefined) => <Sparkline name={name} line={line} from={FROM} />;

/** Of a webhook, with the numbers of the hour that is told: the last one, unless another is pointed at. */
const sight = (name: string, holds: string) => ({
  role: 'slider',
  name: `Attempts of ${name} in 7 days, by the hour`,
  holds,
});
/** Both lines and the area below, on one scale. */
const drawn = (line: Line) =>
  Object.values(sparklinePaths(line, SIZE)).map((path) => ({ css: `svg:has(path[d="${path}"])` }));
/** Written out only where an hour is pointed at. */
const TOLD = `${wave(LAST)} total, ${wave(LAST)} failed`;
const AREA = { css: 'svg:has(path[d$="Z"])' };

export const stories: Stories = {
  busy: {
    render: () => sparkline('Ledger', busy),
    shows: [sight('Ledger', `: ${wave(LAST)} total, 0 failed`), ...drawn(busy)],
  },
  empty: {
    render: () => sparkline('Ledger', undefined),
    shows: [sight('Ledger', ': 0 total, 0 failed'), { css: 'svg:has(path:only-child)' }],
    lacks: [AREA],
  },
  'failing throughout': {
    render: () => sparkline('Ledger', failing),
    shows: [sight('Ledger', `: ${TOLD}`), ...drawn(failing)],
    lacks: [TOLD],
  },
  'one hour in a week': {
    render: () => sparkline('Ledger', single),
    shows: [sight('Ledger', ': 0 total, 0 failed'), ...drawn(single)],
  },
  'told by the hour': {
    render: () => (
      <div ref={(place) => place?.querySelector<HTMLElement>('[role=slider]')?.focus()}>
        {sparkline('Ledger', failing)}
      </div>
    ),
    shows: [TOLD],
  },
  many: {
    render: () =>
      Array.from({ length: 24 }, (_, index) => (
        <div key={index}>{sparkline(`Webhook ${index + 1}`, busy)}</div>
      )),
    shows: [sight('Webhook 24', 'total')],
  },
  'long names': { render: () => sparkline(LONG_NAME, busy), shows: [sight(LONG_NAME, 'total')] },
  'right-to-left': { render: () => sparkline(ARABIC_NAME, busy), shows: [sight(ARABIC_NAME, 'total')] },
};
