import { Text, Textarea } from '@mantine/core';
import { useRef } from 'react';

import { listWords } from '../../../format/duration.ts';
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

/** The filter as JSON. Tab leaves it, as in every field: it is no trap for the keyboard. */
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
      <Textarea
        ref={area}
        label="Filter as JSON"
        description="The same filter. Paths lead into the event’s data."
        autosize
        minRows={8}
        maxRows={24}
        spellCheck={false}
        autoCapitalize="off"
        autoCorrect="off"
        classNames={{ input: classes.json }}
        value={text}
        error={faults.length > 0 ? <FaultList faults={faults} onLine={goTo} /> : refusal}
        // A list cannot stand in a paragraph.
        errorProps={{ component: 'div', 'aria-live': 'polite' }}
        onChange={(event) => onChange(event.currentTarget.value)}
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

interface FaultListProps {
  faults: readonly TextFault[];
  onLine: (line: number) => void;
}

function FaultList({ faults, onLine }: FaultListProps) {
  return (
    <ul className={classes.faults}>
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
    </ul>
  );
}
