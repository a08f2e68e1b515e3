import { Checkbox } from '@mantine/core';
import { SCOPES, type Scope } from '@tidings/kernel/schema';
import { type ReactNode, useId } from 'react';

import { ChipButton } from '../../ui/chip-button.tsx';
import { PRESETS, SCOPE_WORDS } from './scope-words.ts';
import classes from './scope-fields.module.css';

interface ScopeFieldsProps {
  scopes: readonly Scope[];
  error: ReactNode;
  onChange: (scopes: Scope[]) => void;
}

/** What the key may do: a word for each scope, and the two sets that are asked for most. */
export function ScopeFields({ scopes, error, onChange }: ScopeFieldsProps) {
  const id = useId();
  const toggle = (scope: Scope, checked: boolean) =>
    onChange(SCOPES.filter((each) => (each === scope ? checked : scopes.includes(each))));
  return (
    <div
      role="group"
      aria-labelledby={`${id}-label`}
      aria-describedby={error ? `${id}-about ${id}-error` : `${id}-about`}
      data-field="scopes"
    >
      <div className={classes.head}>
        <span id={`${id}-label`} className={classes.label}>
          Scopes
        </span>
        <span className={classes.presets}>
          {PRESETS.map((preset) => (
            <ChipButton key={preset.label} onClick={() => onChange([...preset.scopes])}>
              {preset.label}
            </ChipButton>
          ))}
        </span>
      </div>
      <p id={`${id}-about`} className={classes.about}>
        No more than the program needs: &ldquo;Read only&rdquo; to look things up, &ldquo;Publish
        events&rdquo; to send them.
      </p>
      <div className={classes.list} data-error={error ? true : undefined}>
        {SCOPES.map((scope) => (
          <Checkbox
            key={scope}
            size="xs"
            className={classes.scope}
            classNames={{ description: classes.opens }}
            label={
              <>
                <span className={classes.name}>{SCOPE_WORDS[scope].label}</span>{' '}
                <code className={classes.code}>{scope}</code>
              </>
            }
            description={SCOPE_WORDS[scope].opens}
            checked={scopes.includes(scope)}
            onChange={(event) => toggle(scope, event.currentTarget.checked)}
          />
        ))}
      </div>
      {error && (
        <p id={`${id}-error`} className={classes.error}>
          {error}
        </p>
      )}
    </div>
  );
}
