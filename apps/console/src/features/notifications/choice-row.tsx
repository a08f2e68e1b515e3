import { Checkbox, Select } from '@mantine/core';
import type { NoticeKind, Preferences } from '@tidings/notification/schema';

import { KINDS } from './kind-words.ts';
import classes from './notices.module.css';
import { useChangeDefaults, useChangePreferences } from './use-preferences.ts';

const OWN = { default: null, on: true, off: false } as const;
type Own = keyof typeof OWN;

interface ChoiceRowProps {
  saved: Preferences['kinds'][number];
  accountName: string;
  /** Who also chooses for members who have not chosen. */
  isAdmin: boolean;
}

interface Choosing<Value> {
  isPending: boolean;
  variables: { mailed: Partial<Record<NoticeKind, Value>> } | undefined;
}

/** What was chosen shows at once, while it is being saved or waits for another to be. */
function chosen<Value>({ isPending, variables }: Choosing<Value>, kind: NoticeKind, saved: Value): Value {
  const asked = isPending ? variables?.mailed[kind] : undefined;
  return asked === undefined ? saved : asked;
}

/** One kind of notification: whether it is mailed to the person, and to members who have not chosen. */
export function ChoiceRow({ saved, accountName, isAdmin }: ChoiceRowProps) {
  const { kind } = saved;
  const choosing = useChangePreferences(kind);
  const defaults = useChangeDefaults(kind);
  const own = chosen(choosing, kind, saved.own);
  const account = chosen(defaults, kind, saved.account) ?? saved.account;
  const { label, when } = KINDS[kind];
  const value: Own = own === null ? 'default' : own ? 'on' : 'off';
  return (
    <div className={classes.choice} role="group" aria-label={label}>
      <div>
        <div className={classes.kind}>{label}</div>
        <div className={classes.detail}>{when}</div>
      </div>
      <Select
        aria-label={`${label}: mailed to you`}
        data={[
          { value: 'default', label: account ? 'Default: mailed' : 'Default: not mailed' },
          { value: 'on', label: 'Mailed' },
          { value: 'off', label: 'Not mailed' },
        ]}
        value={value}
        allowDeselect={false}
        onChange={(chosen) => {
          const found = (['default', 'on', 'off'] as const).find((each) => each === chosen);
          if (found && found !== value) choosing.mutate({ mailed: { [kind]: OWN[found] } });
        }}
      />
      {isAdmin && (
        <Checkbox
          className={classes.default}
          label={
            <>
              Mailed<span className={classes.byDefault}> by default</span>
            </>
          }
          aria-label={`${label}: mailed to members of ${accountName} who have not chosen`}
          checked={account}
          onChange={(event) => defaults.mutate({ mailed: { [kind]: event.currentTarget.checked } })}
        />
      )}
    </div>
  );
}
