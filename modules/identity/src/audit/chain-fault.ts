/** What is wrong with a chain, and the number of the first entry at which it shows. */
export type ChainFault = {
  kind: 'altered' | 'missing' | 'reordered' | 'head';
  chain: string;
  sequence: number;
  /** The entry's, where there is one. */
  id: string | null;
  detail: string;
};
