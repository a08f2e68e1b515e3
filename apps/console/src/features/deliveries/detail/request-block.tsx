import { useState } from 'react';

import detail from '../../../log/row-detail.module.css';
import { BlockHead } from '../../../ui/block-head.tsx';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { CopyText } from '../../../ui/copy-button.tsx';
import { ToggleButton } from '../../../ui/toggle-button.tsx';
import { toCurl } from './curl.ts';
import { requestText } from './exchange-text.ts';
import type { ShownAttempt } from './shown-attempt.ts';
import { VerifyLink } from './verify-link.tsx';

export function RequestBlock({ attempt }: { attempt: ShownAttempt }) {
  const { request } = attempt;
  const [asSent, setAsSent] = useState(false);
  // Of an attempt that nobody saw end, the request was never noted.
  if (request.url === '') {
    return (
      <section aria-label="Request as it was sent">
        <BlockHead title="Request" />
        <p className={detail.none}>
          The process that was sending ended before it could note the request. Whether the endpoint received
          it is not known.
        </p>
      </section>
    );
  }
  return (
    <section aria-label="Request as it was sent">
      <BlockHead title="Request">
        <ToggleButton label="As sent" on={asSent} onChange={setAsSent} />
        <CopyText value={requestText(request, false)} label="Copy the request">
          Copy
        </CopyText>
        {request.body !== '' && <CopyText value={toCurl(request)}>Copy as cURL</CopyText>}
        {attempt.delivery_id !== null && (
          <VerifyLink deliveryId={attempt.delivery_id} attemptId={attempt.id} />
        )}
      </BlockHead>
      <CodeBlock label="Request" maxHeight={560} as="http">
        {requestText(request, !asSent)}
      </CodeBlock>
    </section>
  );
}
