/** What the OpenAPI document says of an operation beside its schemas. Examples are checked against them by a test. */
export type OperationReference = {
  /** What it guarantees and when to use it, in Markdown. */
  description: string;
  /** A body, where the operation has one. */
  request?: Record<string, unknown>;
  /** What is answered, where anything is. */
  answer?: unknown;
  /** What is answered 200 with `dry_run`. */
  dryRunAnswer?: unknown;
  /** What a 409 means here, where there is one. */
  conflict?: string;
};

export const IDS = {
  account: 'acct_01kadgeee7e0ttct27qqf36dtf',
  app: 'app_01kadgeee7e0ttct27s4jj77kk',
  audit: 'aud_01kadgeee7e0ttct27ts2vkp2e',
  attempt: 'att_01kadgeee7e0ttct27ts2vkp1d',
  delivery: 'del_01kadgeee7e0ttct27x24mvwm1',
  event: 'evt_01kadgeee7e0ttct280x6h3qnb',
  key: 'key_01kadgeee7e0ttct282jh4tpev',
  portal: 'ptl_01kadgeee7e0ttct284vqm6y1f',
  replay: 'rpl_01kadgeee7e0ttct285xnqkywm',
  webhook: 'wh_01kadgeee7e0ttct286c3e7jm0',
};

export const SERVICE = { type: 'service', id: IDS.key, name: 'Billing' } as const;
export const HAPPENED_AT = '2026-11-20T14:34:00.000Z';

export function pageOf(row: unknown) {
  return { data: [row], has_more: false, next_cursor: null };
}
