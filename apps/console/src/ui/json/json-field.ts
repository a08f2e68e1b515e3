import type { Ref } from 'react';

/** What a field for JSON does for the part around it. */
export interface JsonFieldHandle {
  focus: () => void;
  /** Takes the focus, and selects a line, from 1. */
  selectLine: (line: number) => void;
}

/** What a field for JSON takes. */
export interface JsonFieldProps {
  value: string;
  /** Lines that it has at least and at most. */
  rows: [number, number];
  /** The ids of its name, and of all that tells more about it. */
  labelledBy: string;
  describedBy: string;
  isInvalid: boolean;
  onChange: (text: string) => void;
  ref: Ref<JsonFieldHandle>;
}
