import { Anchor } from '@mantine/core';

import classes from './signature-verifier.module.css';

/** What is looked at, for whoever has to do the same in their endpoint. */
export function CheckList() {
  return (
    <section className={classes.checks} aria-label="What is checked">
      <h2>What is checked</h2>
      <ol>
        <li>The headers are there and can be read.</li>
        <li>One of the signatures is that of id, timestamp and body with this secret.</li>
        <li>The timestamp is at most five minutes away from the time of receipt.</li>
      </ol>
      <p>
        If it does not hold, the same signature is tried on what may have been signed instead: the body before
        it was written anew, another id, another time. The secret is used for the answer and then forgotten:
        it is neither stored nor logged.{' '}
        <Anchor href="/docs/verifying-signatures" underline="always" inherit>
          Verify in your own code
        </Anchor>
      </p>
    </section>
  );
}
