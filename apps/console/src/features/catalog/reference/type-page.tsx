import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ShownEventType } from '@tidings/event/schema';

import { Card } from '../../../ui/card.tsx';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { CopyText } from '../../../ui/copy-button.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { TypeName } from '../../../ui/type-name.tsx';
import { ChangeList } from '../change-list.tsx';
import { sampleBody } from '../sample-body.ts';
import { Ticked } from '../ticked.tsx';
import { newestFirst } from '../versions.ts';
import { Deprecation } from './deprecation.tsx';
import classes from './reference.module.css';
import { SchemaTable } from './schema-table.tsx';
import { factsOf } from './type-facts.tsx';
import { VersionLinks } from './version-links.tsx';

interface TypePageProps {
  type: ShownEventType;
  types: ShownEventType[];
  /** Null: the newest. */
  version: string | null;
  q: string;
}

/** One event type in full, in one of its versions. */
export function TypePage({ type, types, version, q }: TypePageProps) {
  const versions = newestFirst(type.versions);
  const newest = versions[0];
  const shown = versions.find((each) => each.version === version) ?? newest;
  if (!shown || !newest) return null;
  const before = versions[versions.indexOf(shown) + 1];
  const body = sampleBody(type, { pin: shown.version, style: 'snapshot' });
  return (
    <article className={classes.article}>
      <PageHeader
        trail={
          <>
            <Anchor
              renderRoot={(props) => <Link to="/dashboard/settings/webhooks/events" search={{}} {...props} />}
            >
              Event reference
            </Anchor>
            {' / '}
            {type.category}
          </>
        }
        title={<TypeName>{type.name}</TypeName>}
        sentence={<Ticked text={type.description} />}
      />
      {type.deprecated && <Deprecation deprecated={type.deprecated} />}
      <Card title="About">
        <Facts facts={factsOf(type, types)} />
      </Card>
      <VersionLinks
        type={type.name}
        versions={versions.map((each) => each.version)}
        shown={shown.version}
        q={q}
      />
      {version !== null && shown.version !== version && (
        <Text c="dimmed">
          There is no version {version} of this type; this is {shown.version}.
        </Text>
      )}
      {before && (
        <Card title={`What changed from ${before.version} to ${shown.version}`}>
          {shown.changes.length > 0 ? (
            <ChangeList changes={shown.changes} label={`Changes in ${shown.version}`} />
          ) : (
            <Text c="dimmed">The schema is the same.</Text>
          )}
        </Card>
      )}
      <Card
        title="Example"
        actions={
          <CopyText value={body} label="Copy the example">
            Copy
          </CopyText>
        }
      >
        <CodeBlock label={`Example of ${type.name}`} maxHeight={420} as="json">
          {body}
        </CodeBlock>
      </Card>
      <Card title="Fields of data">
        <SchemaTable schema={shown.schema} />
      </Card>
    </article>
  );
}
