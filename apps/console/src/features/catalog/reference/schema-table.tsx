import { Table, Text } from '@mantine/core';

import { StatusBadge } from '../../../ui/status-badge.tsx';
import { Ticked } from '../ticked.tsx';
import classes from './reference.module.css';
import { schemaRows, type SchemaRow } from './schema-rows.ts';

/** Steps of indentation beyond this would leave no room for the words. */
const INDENTED_MOST = 5;

export function SchemaTable({ schema }: { schema: unknown }) {
  const rows = schemaRows(schema);
  if (rows.length === 0) return <Text c="dimmed">The schema names no fields: data can be any object.</Text>;
  return (
    <Table className={classes.schema} aria-label="Fields of data">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Field</Table.Th>
          <Table.Th>Description</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <FieldRow key={row.path} row={row} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function FieldRow({ row }: { row: SchemaRow }) {
  const indent = Math.min(row.depth, INDENTED_MOST) * 14;
  return (
    <Table.Tr>
      <Table.Td>
        <div style={{ paddingLeft: indent }} title={row.path}>
          <code className={classes.field}>{row.name}</code>
          <span className={classes.kind}>{row.type}</span>
        </div>
      </Table.Td>
      <Table.Td>
        <div className={classes.said}>
          <span className={classes.must}>
            {row.required ? (
              <StatusBadge tone="accent">Required</StatusBadge>
            ) : (
              <StatusBadge tone="rest">Optional</StatusBadge>
            )}
          </span>
          <span>
            {row.description && <Ticked text={row.description} />}
            {row.rules.length > 0 && <span className={classes.rules}>{row.rules.join('; ')}</span>}
          </span>
        </div>
      </Table.Td>
    </Table.Tr>
  );
}
