import type { Ref } from 'react';

/** What a field for JSON does for the part around it. */
export interface JsonFieldHandle {
  focus: () => void;
  /** Takes the focus, and selects a line, from 1. */
  selectLine: (line: number) => void;
}

/** What both fields for JSON take: the plain one, and the editor that takes its place. */
export interface JsonFieldProps {
  value: string;
  /** Lines that it has at least and at most. */
  rows: [number, number];
  /** The ids of its name, and of all that tells more about it. */
  labelledBy: string;
  describedBy: string;
  /** Lines with a fault, from 1; null where there is none at all. */
  faultLines: readonly number[] | null;
  onChange: (text: string) => void;
  ref: Ref<JsonFieldHandle>;
}
