import { Skeleton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { App } from '@tidings/identity/schema';

import { isolated } from '../../format/isolated.ts';
import { isNotFound } from '../../api/failure.ts';
import { ConfirmModal } from '../../ui/confirm-modal.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useApp } from './use-app.ts';
import { useUninstallApp } from './use-uninstall-app.ts';
import { leavingWords } from './leaving-words.ts';
import classes from './uninstall-app-modal.module.css';

interface UninstallAppModalProps {
  app: Pick<App, 'id' | 'name'>;
  opened: boolean;
  onClose: () => void;
}

/** Counts what goes with the app at this moment, then asks. */
export function UninstallAppModal({ app, opened, onClose }: UninstallAppModalProps) {
  const current = useApp(app.id, { enabled: opened });
  const uninstall = useUninstallApp();
  const confirm = () =>
    uninstall.mutate(
      { id: app.id },
      {
        onSuccess: () => {
          notifications.show({
            title: `${isolated(app.name)} was uninstalled`,
            message: 'Its keys and webhooks went with it.',
          });
          onClose();
        },
      },
    );
  return (
    <ConfirmModal
      opened={opened}
      title={`Uninstall ${isolated(app.name)}?`}
      confirm="Uninstall"
      pending={uninstall.isPending}
      disabled={!current.data}
      onConfirm={confirm}
      onClose={onClose}
      onClosed={uninstall.reset}
    >
      {current.data ? (
        <>
          <p className={classes.words}>With it go, at once and for good:</p>
          <ul className={classes.list}>
            {leavingWords(current.data).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      ) : current.error ? (
        <ErrorNotice
          error={current.error}
          doing="read what would go with it"
          meanwhile={
            isNotFound(current.error) ? 'Somebody uninstalled it before you.' : 'It is still installed.'
          }
          onRetry={() => current.refetch()}
        />
      ) : (
        <div aria-busy>
          <Skeleton height={12} width={200} my={4} mb={12} />
          <Skeleton height={12} width={300} maw="100%" my={8} />
          <Skeleton height={12} width={260} maw="100%" my={8} />
        </div>
      )}
      {uninstall.error && (
        <ErrorNotice error={uninstall.error} doing="uninstall the app" undone="It is still installed." />
      )}
    </ConfirmModal>
  );
}
