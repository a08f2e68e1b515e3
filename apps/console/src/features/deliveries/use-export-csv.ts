import { notifications } from '@mantine/notifications';
import { problem } from '@tidings/kernel/schema';
import { useMutation } from '@tanstack/react-query';

import { exportName, exportUrl } from './export-url.ts';
import type { LogSearch } from './log-search.ts';

interface Export {
  id: string;
  name: string;
  search: LogSearch;
}

async function detailOf(answer: Response): Promise<string> {
  const parsed = problem.safeParse(await answer.json().catch(() => null));
  return parsed.success ? parsed.data.detail : `The server answered ${answer.status}.`;
}

/** A link cannot ask for CSV, so the answer is read here and handed to the browser as a file. */
async function download({ id, name, search }: Export): Promise<string> {
  const now = Date.now();
  const answer = await fetch(exportUrl(id, search, now), { headers: { accept: 'text/csv' } });
  if (!answer.ok) throw new Error(await detailOf(answer));
  const url = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = exportName(name, now);
  link.click();
  URL.revokeObjectURL(url);
  return link.download;
}

export function useExportCsv() {
  return useMutation({
    mutationFn: download,
    onSuccess: (file) =>
      notifications.show({
        title: 'Exported',
        message: `${file} has every delivery that the filters leave.`,
      }),
    onError: (error) =>
      notifications.show({
        color: 'failure',
        title: 'Could not export the deliveries',
        message:
          error instanceof TypeError
            ? 'The server did not answer. Check that you are online.'
            : error.message,
      }),
  });
}
