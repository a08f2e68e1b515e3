import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ShownEventType } from '@tidings/event/schema';
import { Fragment } from 'react';

import type { Fact } from '../../../ui/facts.tsx';
import { Mono } from '../../../ui/mono.tsx';
import { Ticked } from '../ticked.tsx';
import classes from './reference.module.css';

/** What is known of a type, whichever its version. What the catalog leaves empty is left out. */
export function factsOf(type: ShownEventType, types: readonly ShownEventType[]): Fact[] {
  const known = new Set(types.map((each) => each.name));
  const facets = Object.entries(type.facets);
  const facts: (Fact | null)[] = [
    { name: 'Trigger', value: <Ticked text={type.trigger} /> },
    { name: 'How often', value: <Ticked text={type.frequency} /> },
    {
      name: 'Safe to retry',
      value: type.retry_safe
        ? 'Yes: the same event can arrive twice without harm.'
        : 'No: look at the event’s id before you act on it a second time.',
    },
    type.use_cases.length === 0
      ? null
      : {
          name: 'Use cases',
          value: (
            <ul className={classes.uses}>
              {type.use_cases.map((each) => (
                <li key={each}>
                  <Ticked text={each} />
                </li>
              ))}
            </ul>
          ),
        },
    type.objects.length === 0 ? null : { name: 'Objects', value: <Mono>{type.objects.join(', ')}</Mono> },
    facets.length === 0
      ? null
      : {
          name: 'Found by',
          value: facets.map(([name, facet], index) => (
            <Fragment key={name}>
              {index > 0 && ', '}
              {name} <Mono dim>{typeof facet === 'string' ? facet : facet.value}</Mono>
            </Fragment>
          )),
        },
    type.related.length === 0
      ? null
      : {
          name: 'Related',
          value: type.related.map((name, index) => (
            <Fragment key={name}>
              {index > 0 && ', '}
              {known.has(name) ? (
                <Anchor
                  renderRoot={(props) => (
                    <Link to="/dashboard/settings/webhooks/events" search={{ type: name }} {...props} />
                  )}
                >
                  {name}
                </Anchor>
              ) : (
                name
              )}
            </Fragment>
          )),
        },
    type.related_url === undefined ? null : { name: 'Thin links to', value: <Mono>{type.related_url}</Mono> },
    type.validation === 'warn'
      ? { name: 'Validation', value: 'Warns: events whose data does not satisfy the schema are published.' }
      : null,
  ];
  return facts.filter((fact) => fact !== null);
}
