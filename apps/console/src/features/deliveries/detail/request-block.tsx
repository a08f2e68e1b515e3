import type { Attempt } from '@tidings/delivery/schema';
import { useState } from 'react';

import { CodeBlock } from '../../../ui/code-block.tsx';
import { CopyText } from '../../../ui/copy-button.tsx';
import { AsSentToggle } from './as-sent-toggle.tsx';
import { BlockHead } from './block-head.tsx';
import { toCurl } from './curl.ts';
import { requestText } from './exchange-text.ts';

export function RequestBlock({ request }: { request: Attempt['request'] }) {
  const [asSent, setAsSent] = useState(false);
  return (
    <section aria-label="Request as it was sent">
      <BlockHead title="Request">
        <AsSentToggle label="As sent" on={asSent} onChange={setAsSent} />
        <CopyText value={requestText(request, false)} label="Copy the request">
          Copy
        </CopyText>
        <CopyText value={toCurl(request)}>Copy as cURL</CopyText>
      </BlockHead>
      <CodeBlock label="Request" maxHeight={560}>
        {requestText(request, !asSent)}
      </CodeBlock>
    </section>
  );
}
