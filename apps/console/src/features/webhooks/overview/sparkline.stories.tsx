import type { Stories } from '../../../stories/story.ts';
import { ARABIC_NAME, LONG_NAME } from '../../../stories/texts.ts';
import { Sparkline } from './sparkline.tsx';
import type { Line } from './week.ts';

const HOURS = 168;
const FROM = '2026-11-15T00:00:00.000Z';

function lineOf(hour: (index: number) => { total: number; failed: number }): Line {
  const hours = Array.from({ length: HOURS }, (_, index) => hour(index));
  return { total: hours.map(({ total }) => total), failed: hours.map(({ failed }) => failed) };
}

const wave = (index: number) => Math.round(120 + 80 * Math.sin((index / 24) * 2 * Math.PI));
const busy = lineOf((index) => ({ total: wave(index), failed: index % 31 === 0 ? 4 : 0 }));

const sparkline = (name: string, line: Line | undefined) => <Sparkline name={name} line={line} from={FROM} />;
const sight = (name: string) => ({ role: 'slider', name: `Attempts of ${name} in 7 days, by the hour` });

export const stories: Stories = {
  busy: { render: () => sparkline('Ledger', busy), shows: [sight('Ledger')] },
  empty: { render: () => sparkline('Ledger', undefined), shows: [sight('Ledger')] },
  'failing throughout': {
    render: () =>
      sparkline(
        'Ledger',
        lineOf((index) => ({ total: wave(index), failed: wave(index) })),
      ),
    shows: [sight('Ledger')],
  },
  'one hour in a week': {
    render: () =>
      sparkline(
        'Ledger',
        lineOf((index) => ({ total: index === 100 ? 1 : 0, failed: 0 })),
      ),
    shows: [sight('Ledger')],
  },
  many: {
    render: () =>
      Array.from({ length: 24 }, (_, index) => (
        <div key={index}>{sparkline(`Webhook ${index + 1}`, busy)}</div>
      )),
    shows: [sight('Webhook 24')],
  },
  'long names': { render: () => sparkline(LONG_NAME, busy), shows: [sight(LONG_NAME)] },
  'right-to-left': { render: () => sparkline(ARABIC_NAME, busy), shows: [sight(ARABIC_NAME)] },
};
