import { ActionIcon, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { type Notice, noticeWords } from '@tidings/notification/schema';

import { AboveLink } from '../../ui/above-link.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import whole from '../../ui/whole-link.module.css';
import { KINDS } from './kind-words.ts';
import { NoticeLink } from './notice-link.tsx';
import classes from './notices.module.css';
import { nextFocus } from './next-focus.ts';

interface NoticeItemProps {
  notice: Notice;
  /** Its place in a list of which not all is drawn. */
  place?: { at: number; of: number };
  onRead: (id: string) => void;
  onOpen?: () => void;
}

/** One thing that people were told; opening it is reading it. */
export function NoticeItem({ notice, place, onRead, onOpen }: NoticeItemProps) {
  const { title, detail } = noticeWords(notice);
  const { badge, tone } = KINDS[notice.kind];
  const name = notice.webhook?.name ?? 'A webhook that was deleted';
  const read = () => {
    if (!notice.is_read) onRead(notice.id);
  };
  const open = () => {
    read();
    onOpen?.();
  };
  return (
    <li
      className={classes.item}
      data-row={notice.id}
      data-unread={!notice.is_read || undefined}
      aria-posinset={place && place.at + 1}
      aria-setsize={place?.of}
    >
      <span className={classes.mark} aria-hidden />
      <div className={classes.words}>
        <div className={classes.head}>
          <NoticeLink notice={notice} className={`${whole.link} ${classes.link}`} onClick={open}>
            <bdi>{name}</bdi>
          </NoticeLink>
          <StatusBadge tone={tone}>{badge}</StatusBadge>
          <span className={classes.when}>
            {!notice.is_read && <VisuallyHidden>Unread, </VisuallyHidden>}
            <AboveLink>
              <RelativeTime at={notice.created_at} />
            </AboveLink>
          </span>
        </div>
        <div className={classes.title}>{title}</div>
        <div className={classes.detail}>{detail}</div>
      </div>
      <div className={classes.action}>
        {!notice.is_read && (
          <Tooltip label="Mark as read">
            <ActionIcon
              variant="subtle"
              color="gray"
              size={28}
              aria-label={`Mark as read: ${name}`}
              data-mark
              onClick={({ currentTarget }) => {
                // The button goes as soon as it has done this, and with it in `Unread` the whole row.
                nextFocus(currentTarget)?.focus();
                read();
              }}
            >
              <IconCheck size={16} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
    </li>
  );
}
