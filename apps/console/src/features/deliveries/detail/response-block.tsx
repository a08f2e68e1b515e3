import type { Attempt } from '@tidings/delivery/schema';
import { useState } from 'react';

import { statusWords } from '../../../format/http-status.ts';
import detail from '../../../log/row-detail.module.css';
import { BlockHead } from '../../../ui/block-head.tsx';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { CopyText } from '../../../ui/copy-button.tsx';
import { ToggleButton } from '../../../ui/toggle-button.tsx';
import classes from './delivery-detail.module.css';
import { responseText } from './exchange-text.ts';

export function ResponseBlock({
  attempt,
}: {
  attempt: Pick<Attempt, 'response' | 'status_code' | 'outcome'>;
}) {
  const [asReceived, setAsReceived] = useState(false);
  const { response, status_code: code, outcome } = attempt;
  if (!response) {
    return (
      <section aria-label="Response as it was received">
        <BlockHead title="Response" />
        <p className={detail.none}>
          {code !== null
            ? `${statusWords(code)}, without anything else.`
            : outcome === 'interrupted'
              ? 'Whether there was a response is not known.'
              : 'There was no response.'}
        </p>
      </section>
    );
  }
  return (
    <section aria-label="Response as it was received">
      <BlockHead title="Response">
        <ToggleButton label="As received" on={asReceived} onChange={setAsReceived} />
        <CopyText value={responseText(attempt, false)} label="Copy the response">
          Copy
        </CopyText>
      </BlockHead>
      <CodeBlock label="Response" maxHeight={300} as="http">
        {responseText(attempt, !asReceived)}
      </CodeBlock>
      {response.compressed && (
        <p className={classes.truncated}>
          <strong>Compressed:</strong> it is not unpacked, and was not asked for. To read the body here, have
          your endpoint answer without compression.
        </p>
      )}
      {response.truncated && !response.compressed && (
        <p className={classes.truncated}>
          <strong>Truncated:</strong> the response was longer; its first 64 KiB were kept.
        </p>
      )}
    </section>
  );
}
