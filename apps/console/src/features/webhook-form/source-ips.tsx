import { Text } from '@mantine/core';

import { CopiedValue } from '../../ui/copied-value.tsx';
import { UnreadLine } from '../../ui/unread-line.tsx';
import { NO_SOURCE_IPS, useSourceIps } from './use-source-ips.ts';

/** What a receiver's firewall has to let through. */
export function SourceIps() {
  const sourceIps = useSourceIps();
  if (!sourceIps.data) return <UnreadLine of={[[sourceIps, NO_SOURCE_IPS]]} />;
  const addresses = sourceIps.data.data;
  return (
    <section aria-label="Source IPs">
      <Text fw={500}>Source IPs</Text>
      {addresses.length === 0 ? (
        <Text c="dimmed" size="xs">
          None are named here: deliveries may come from any address, so a firewall cannot tell them by theirs.
          Verify their signature.
        </Text>
      ) : (
        <>
          <Text c="dimmed" size="xs" mb={4}>
            Deliveries come from these addresses. Let them through where a firewall stands before your
            endpoint.
          </Text>
          <CopiedValue value={addresses.join(', ')} copy="Copy the source IPs" />
        </>
      )}
    </section>
  );
}
