import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';

import { size } from '../../format/number.ts';
import { downloadCsv } from './download-csv.ts';
import { exportName, exportUrl } from './export-url.ts';
import type { LogSearch } from './log-search.ts';

interface Export {
  id: string;
  name: string;
  search: LogSearch;
}

const TOAST = 'export-csv';
const RESULT_MS = 6_000;

/** Exports what the filters leave, and says how much of it has come. */
export function useExportCsv() {
  return useMutation({
    mutationFn: async ({ id, name, search }: Export) => {
      const now = Date.now();
      const file = exportName(name, now);
      await downloadCsv(exportUrl(id, search, now), file, (bytes) =>
        notifications.update({ ...loading, message: `${size(bytes)} so far.` }),
      );
      return file;
    },
    onMutate: () => void notifications.show(loading),
    onSuccess: (file) =>
      end({ title: 'Exported', message: `${file} has every delivery that the filters leave.` }),
    onError: (error) =>
      end({
        color: 'failure',
        title: 'Could not export the deliveries',
        message:
          error instanceof TypeError
            ? 'The connection to the server was lost before all of them had come, so nothing was saved. Export them again.'
            : error.message,
      }),
  });
}

const loading = {
  id: TOAST,
  loading: true,
  autoClose: false,
  title: 'Exporting the deliveries',
  message: 'Stay on this page until the file is there.',
};

function end(result: { color?: string; title: string; message: string }): void {
  notifications.update({ id: TOAST, loading: false, autoClose: RESULT_MS, ...result });
}
