import { Anchor } from '@mantine/core';

import { Notice } from '../../../ui/notice.tsx';
import { useSession } from '../../session/use-session.ts';
import classes from './operator-notice.module.css';

/** What the operator of this instance has to say, and where it leads. */
export function OperatorNotice() {
  const { notice } = useSession();
  if (!notice) return null;
  // Another site has no place in a frame that shows the portal.
  const isElsewhere = !notice.link.startsWith('/');
  return (
    <div className={classes.notice}>
      <Notice>
        {notice.text}{' '}
        <Anchor
          underline="always"
          href={notice.link}
          {...(isElsewhere && { target: '_blank', rel: 'noopener' })}
        >
          {notice.label}
        </Anchor>
      </Notice>
    </div>
  );
}
