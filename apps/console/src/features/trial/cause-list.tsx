import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';

import { BlockHead } from '../../ui/block-head.tsx';
import classes from './trial.module.css';

/** What may be wrong, the likeliest first; nothing after a success. A URL that is not saved has no diagnosis: null. */
export function CauseList({ causes, webhookId }: { causes: readonly string[]; webhookId: string | null }) {
  if (causes.length === 0) return null;
  return (
    <section aria-label="Likely causes">
      <BlockHead title="Likely causes">
        {webhookId !== null && (
          <Anchor
            inherit
            renderRoot={(props) => (
              <Link to="/dashboard/settings/webhooks/$id/diagnose" params={{ id: webhookId }} {...props} />
            )}
          >
            Diagnose
          </Anchor>
        )}
      </BlockHead>
      <ol className={classes.causes}>
        {causes.map((cause) => (
          <li key={cause}>{cause}</li>
        ))}
      </ol>
    </section>
  );
}
