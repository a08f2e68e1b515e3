import { Link } from '@tanstack/react-router';
import type { Notice } from '@tidings/notification/schema';
import type { ReactNode } from 'react';

interface NoticeLinkProps {
  notice: Notice;
  className?: string | undefined;
  onClick?: () => void;
  children: ReactNode;
}

/** Leads to where something can be done about it; no link where the webhook is gone. */
export function NoticeLink({ notice, className, onClick, children }: NoticeLinkProps) {
  if (!notice.webhook) return <span className={className}>{children}</span>;
  const params = { id: notice.webhook.id };
  if (notice.kind === 'webhook.deliveries_exhausted') {
    return (
      <Link
        to="/dashboard/settings/webhooks/$id/deliveries"
        params={params}
        search={{ status: 'failed' }}
        className={className}
        onClick={onClick}
      >
        {children}
      </Link>
    );
  }
  return (
    <Link to="/dashboard/settings/webhooks/$id" params={params} className={className} onClick={onClick}>
      {children}
    </Link>
  );
}
