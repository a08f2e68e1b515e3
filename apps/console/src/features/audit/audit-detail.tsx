import { Button } from '@mantine/core';

import { fullTime } from '../../format/time.ts';
import detail from '../../log/row-detail.module.css';
import { BlockHead } from '../../ui/block-head.tsx';
import { CopyText } from '../../ui/copy-button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Mono } from '../../ui/mono.tsx';
import type { AuditEntry } from './audit-entry.ts';
import type { AuditSearch } from './audit-search.ts';
import classes from './audit.module.css';
import { ChangeTable } from './change-table.tsx';
import { ACTOR_WORDS } from './choices.ts';

interface AuditDetailProps {
  entry: AuditEntry;
  onNarrow: (filter: Pick<AuditSearch, 'actor' | 'subject'>) => void;
}

/** One entry in full: what changed, and where it came from. */
export function AuditDetail({ entry, onNarrow }: AuditDetailProps) {
  const { actor, subject } = entry;
  return (
    <div className={detail.panel}>
      <div className={detail.columns}>
        <section aria-label="What changed">
          <BlockHead title="What changed" />
          <ChangeTable entry={entry} />
        </section>
        <section aria-label="Where it came from">
          <BlockHead title="Where it came from">
            <CopyText value={JSON.stringify(entry, null, 2)} label="Copy the entry as JSON">
              Copy as JSON
            </CopyText>
          </BlockHead>
          <Facts
            facts={[
              { name: 'Time', value: fullTime(entry.created_at) },
              {
                name: 'Who',
                value: (
                  <>
                    <bdi>{actor.name}</bdi>, {ACTOR_WORDS[actor.type]}, <Mono dim>{actor.id}</Mono>
                  </>
                ),
              },
              {
                name: 'What',
                value: (
                  <>
                    {subject.type.replaceAll('_', ' ')} <bdi>{subject.name}</bdi>{' '}
                    <Mono dim>{subject.id}</Mono>
                  </>
                ),
              },
              { name: 'Address', value: entry.address === null ? 'None' : <Mono>{entry.address}</Mono> },
              { name: 'User agent', value: entry.user_agent ?? 'None' },
              { name: 'Request', value: <Mono>{entry.request_id}</Mono> },
              { name: 'In the chain', value: `Entry ${entry.sequence}` },
              { name: 'Hash', value: <Mono dim>{entry.hash}</Mono> },
            ]}
          />
        </section>
      </div>
      <div className={classes.buttons}>
        <Button variant="default" onClick={() => onNarrow({ actor: actor.id })}>
          All by {actor.type === 'system' ? 'the system' : `this ${ACTOR_WORDS[actor.type]}`}
        </Button>
        <Button variant="default" onClick={() => onNarrow({ subject: subject.id })}>
          All about this {subject.type.replaceAll('_', ' ')}
        </Button>
      </div>
    </div>
  );
}
