import { Text } from '@mantine/core';
import { useRef } from 'react';

import { listWords } from '../../../format/duration.ts';
import { FaultList, JsonArea } from '../../../ui/json-area.tsx';
import { emptyOperands, readFilterText, type TextFault } from './filter-text.ts';
import classes from './filter-editor.module.css';
import { writeFilterText } from './write-filter.ts';

interface JsonEditorProps {
  text: string;
  faults: readonly TextFault[];
  /** What the server found, where the rules that are known here found nothing. */
  refusal: string | null;
  onChange: (text: string) => void;
}

function startOfLine(text: string, line: number): number {
  return text.split('\n', line - 1).reduce((sum, each) => sum + each.length + 1, 0);
}

/** The filter as JSON. */
export function JsonEditor({ text, faults, refusal, onChange }: JsonEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const goTo = (line: number) => {
    const start = startOfLine(text, line);
    const end = text.indexOf('\n', start);
    area.current?.focus();
    area.current?.setSelectionRange(start, end === -1 ? text.length : end);
  };
  const { filter } = readFilterText(text);
  const empty = filter ? emptyOperands(filter) : [];
  const tidied = filter && text.trim() !== '' ? writeFilterText(filter) : text;
  return (
    <div>
      <JsonArea
        ref={area}
        label="Filter as JSON"
        description="The same filter. Paths lead into the event’s data."
        rows={[8, 24]}
        value={text}
        error={faults.length > 0 ? <Faults faults={faults} onLine={goTo} /> : refusal}
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

interface FaultsProps {
  faults: readonly TextFault[];
  onLine: (line: number) => void;
}

function Faults({ faults, onLine }: FaultsProps) {
  return (
    <FaultList>
      {faults.map(({ path, line, message }, index) => (
        <li key={`${path} ${index}`}>
          {line !== null && (
            <button type="button" className={classes.line} onClick={() => onLine(line)}>
              Line {line}
            </button>
          )}{' '}
          {path && <code className={classes.path}>{path}</code>} {message}
        </li>
      ))}
    </FaultList>
  );
}
