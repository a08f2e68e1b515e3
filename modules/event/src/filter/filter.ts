/** A value as JSON has it. */
export type Literal = null | boolean | number | string | Literal[] | { [name: string]: Literal };

export const COMPARISONS = ['$gt', '$gte', '$lt', '$lte'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** What may stand below a path, in the order in which messages name it. */
export const TEST_OPERATORS = [
  '$eq',
  '$ne',
  ...COMPARISONS,
  '$in',
  '$nin',
  '$exists',
  '$all',
  '$not',
] as const;

/** One operator and its operand, read and found valid. `given` is what its author wrote. */
export type Test = { given: unknown } & (
  | { operator: '$eq' | '$ne'; operand: Literal }
  | { operator: Comparison; operand: number | string }
  | { operator: '$in' | '$nin' | '$all'; operand: Literal[] }
  | { operator: '$exists'; operand: boolean }
  | { operator: '$not'; operand: Test[] }
);

/** A name between dots. */
export type Segment = {
  name: string;
  /** Where it can also be a place in an array. */
  index: number | undefined;
  /** Whether every object has something of this name: `toString`. */
  isInherited: boolean;
};

/** A part of a filter. All parts of one must hold. */
export type Clause =
  | { operator: '$path'; path: string; segments: Segment[]; tests: Test[] }
  | { operator: '$and' | '$or'; of: Filter[]; given: unknown };

/** A filter that was read and found valid. Without clauses it lets everything through. */
export type Filter = Clause[];
