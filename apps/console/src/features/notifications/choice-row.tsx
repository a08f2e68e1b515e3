import { Checkbox, Select } from '@mantine/core';
import type { Preferences } from '@tidings/notification/schema';

import { KINDS } from './kind-words.ts';
import classes from './notices.module.css';

const OWN = { default: null, on: true, off: false } as const;
type Own = keyof typeof OWN;

interface ChoiceRowProps {
  choice: Preferences['kinds'][number];
  accountName: string;
  onOwn: (mailed: boolean | null) => void;
  /** For admins only. */
  onDefault?: ((mailed: boolean) => void) | undefined;
}

/** One kind of notification: whether it is mailed to the person, and to members who have not chosen. */
export function ChoiceRow({ choice, accountName, onOwn, onDefault }: ChoiceRowProps) {
  const { kind, account, own } = choice;
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
          if (found && found !== value) onOwn(OWN[found]);
        }}
      />
      {onDefault && (
        <Checkbox
          className={classes.default}
          label={
            <>
              Mailed<span className={classes.byDefault}> by default</span>
            </>
          }
          aria-label={`${label}: mailed to members of ${accountName} who have not chosen`}
          checked={account}
          onChange={(event) => onDefault(event.currentTarget.checked)}
        />
      )}
    </div>
  );
}
