import { Text } from '@mantine/core';

import { listWords } from '../../../format/duration.ts';
import { JsonArea } from '../../../ui/json/json-area.tsx';
import type { JsonFault } from '../../../ui/json/read-json.ts';
import { emptyOperands, readFilterText } from './filter-text.ts';
import classes from './filter-editor.module.css';
import { writeFilterText } from './write-filter.ts';

interface FilterJsonProps {
  text: string;
  faults: readonly JsonFault[];
  /** What the server found, where the rules that are known here found nothing. */
  refusal: string | null;
  onChange: (text: string) => void;
}

/** The filter as JSON. */
export function FilterJson({ text, faults, refusal, onChange }: FilterJsonProps) {
  const { filter } = readFilterText(text);
  const empty = filter ? emptyOperands(filter) : [];
  const tidied = filter && text.trim() !== '' ? writeFilterText(filter) : text;
  return (
    <div>
      <JsonArea
        label="Filter as JSON"
        description="The same filter. Paths lead into the event’s data."
        rows={[8, 24]}
        value={text}
        faults={faults}
        refusal={refusal}
        onChange={onChange}
      />
      <Text size="xs" c="dimmed" mt={empty.length > 0 ? 6 : 0} aria-live="polite">
        {empty.length > 0 &&
          `An empty object is equal to an empty object only: ${listWords(empty)} will hardly ever pass. To ask whether something is there, write {"$exists": true}.`}
      </Text>
      {tidied !== text && (
        <button type="button" className={classes.tidy} onClick={() => onChange(tidied)}>
          Tidy up
        </button>
      )}
    </div>
  );
}
