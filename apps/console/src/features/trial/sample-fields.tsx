import { Select } from '@mantine/core';
import type { EventType } from '@tidings/event/schema';
import type { ReactNode } from 'react';

import { JsonArea } from '../../ui/json/json-area.tsx';
import type { JsonFault } from '../../ui/json/read-json.ts';
import type { Selection } from '../catalog/selection.ts';
import classes from './trial.module.css';
import { typeChoices } from './type-choices.ts';

interface SampleFieldsProps {
  types: EventType[];
  selection: Selection;
  type: string | null;
  payload: string;
  isExample: boolean;
  typeError: ReactNode;
  payloadFaults: readonly JsonFault[];
  onType: (type: string) => void;
  /** Null: back to the example. */
  onPayload: (text: string | null) => void;
}

/** A type and the data of the sample, which are the catalog's example until somebody edits them. */
export function SampleFields(props: SampleFieldsProps) {
  const { types, selection, type, payload, isExample, typeError, payloadFaults, onType, onPayload } = props;
  const about = types.find(({ name }) => name === type)?.description;
  return (
    <div className={classes.fields}>
      <div>
        <Select
          label="Event type"
          data={typeChoices(types, selection)}
          value={type}
          onChange={(name) => name !== null && onType(name)}
          error={typeError}
          allowDeselect={false}
          searchable
        />
        {about && <p className={classes.hint}>{about.replaceAll('`', '')}</p>}
      </div>
      <div>
        <JsonArea
          // What was done to the data of another type is not to be undone here.
          key={type}
          label="Data"
          description="The data of the event, as JSON. The envelope around them is made for you."
          rows={[10, 22]}
          value={payload}
          faults={payloadFaults}
          onChange={onPayload}
        />
        {!isExample && (
          <button type="button" className={classes.reset} onClick={() => onPayload(null)}>
            Back to the example
          </button>
        )}
      </div>
    </div>
  );
}
