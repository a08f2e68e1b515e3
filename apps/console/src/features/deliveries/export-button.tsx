import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { Webhook } from '@tidings/endpoint/schema';

import type { LogSearch } from './log-search.ts';
import { useExportCsv } from './use-export-csv.ts';

export function ExportButton({
  webhook,
  search,
}: {
  webhook: Pick<Webhook, 'id' | 'name'>;
  search: LogSearch;
}) {
  const download = useExportCsv();
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={15} aria-hidden />}
      loading={download.isPending}
      onClick={() => download.mutate({ id: webhook.id, name: webhook.name, search })}
    >
      Export CSV
    </Button>
  );
}
