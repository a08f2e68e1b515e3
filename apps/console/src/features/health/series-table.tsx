import { Table } from '@mantine/core';
import type { Stats, StatsWindow } from '@tidings/metrics/schema';

import { count, milliseconds, percentBelow } from '../../format/number.ts';
import table from '../../ui/data-table.module.css';
import { beginWords, chartRows } from './chart-rows.ts';
import classes from './health.module.css';

/** What the charts draw, in numbers, the newest first; hours and days without attempts are left out. */
export function SeriesTable({ stats, window }: { stats: Stats; window: StatsWindow }) {
  const rows = chartRows(stats.series)
    .filter(({ total }) => total > 0)
    .toReversed();
  const unit = window === '30d' ? 'Day' : 'Hour';
  return (
    <div
      className={`${table.frame} ${classes.tableFrame}`}
      // What scrolls has to take the focus, or the keyboard cannot scroll it.
      tabIndex={0}
      role="region"
      aria-label={`Numbers by ${unit.toLowerCase()}`}
    >
      <Table className={table.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{unit}</Table.Th>
            {['Attempts', 'Failed', 'Succeeded', 'Min', 'Average', 'Max'].map((name) => (
              <Table.Th key={name} scope="col" className={table.number}>
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.at} className={classes.point}>
              <Table.Td className={classes.when}>{beginWords(row.at, window)}</Table.Td>
              <Table.Td className={table.number}>{count(row.total)}</Table.Td>
              <Table.Td className={`${table.number} ${row.failed > 0 ? classes.bad : ''}`}>
                {count(row.failed)}
              </Table.Td>
              <Table.Td className={table.number}>
                {percentBelow(row.rate === null ? null : row.rate / 100)}
              </Table.Td>
              <Table.Td className={table.number}>{milliseconds(row.min)}</Table.Td>
              <Table.Td className={table.number}>{milliseconds(row.avg)}</Table.Td>
              <Table.Td className={table.number}>{milliseconds(row.max)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
