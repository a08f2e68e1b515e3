import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { trpc } from '../../api/client.ts';
import { CopiedValue } from '../../ui/copied-value.tsx';

/** What a receiver's firewall has to let through; nothing where the operator names no addresses. */
export function SourceIps() {
  const { data } = useQuery(trpc.sourceIps.list.queryOptions({}, { staleTime: Infinity }));
  if (!data || data.data.length === 0) return null;
  return (
    <section aria-label="Source IPs">
      <Text fw={500}>Source IPs</Text>
      <Text c="dimmed" size="xs" mb={4}>
        Deliveries come from these addresses. Let them through where a firewall stands before your endpoint.
      </Text>
      <CopiedValue value={data.data.join(', ')} copy="Copy the source IPs" />
    </section>
  );
}
