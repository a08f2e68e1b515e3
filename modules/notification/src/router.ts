import { personProcedure, router } from '@tidings/kernel';
import { z } from 'zod';
import { countUnread } from './notices/count-unread.ts';
import { listNotices } from './notices/list-notices.ts';
import { markAllRead, markRead } from './notices/mark-read.ts';
import { showBanner } from './notices/show-banner.ts';
import { changeDefaults, changePreferences } from './preferences/change-preferences.ts';
import { showPreferences } from './preferences/show-preferences.ts';
import {
  banner,
  bannerInput,
  changePreferencesInput,
  listNoticesInput,
  markAllReadInput,
  markReadInput,
  noticePage,
  preferences,
  unreadCount,
} from './schema.ts';

const nothing = z.strictObject({}).optional();
const done = z.object({});
/** Who may open the pages of webhooks. A visitor's reading is kept by their visit. */
const reader = personProcedure('developer', { portal: true });
/** Who has an e-mail address here. */
const member = personProcedure('developer');

/** What people are told in the console and by e-mail. Programs have the operational events. */
export const notificationRouter = router({
  notifications: router({
    list: reader
      .input(listNoticesInput)
      .output(noticePage)
      .query(({ ctx, input }) => listNotices(ctx, input)),
    unread: reader
      .input(nothing)
      .output(unreadCount)
      .query(({ ctx }) => countUnread(ctx)),
    markRead: reader
      .input(markReadInput)
      .output(done)
      .mutation(({ ctx, input }) => markRead(ctx, input)),
    markAllRead: reader
      .input(markAllReadInput)
      .output(done)
      .mutation(({ ctx, input }) => markAllRead(ctx, input)),
    banner: reader
      .input(bannerInput)
      .output(banner)
      .query(({ ctx, input }) => showBanner(ctx, input)),
    preferences: member
      .input(nothing)
      .output(preferences)
      .query(({ ctx }) => showPreferences(ctx)),
    changePreferences: member
      .meta({ audit: ['notification.preferences_changed'] })
      .input(changePreferencesInput)
      .output(preferences)
      .mutation(({ ctx, input }) => changePreferences(ctx, input)),
    changeDefaults: personProcedure('admin')
      .meta({ audit: ['notification.defaults_changed'] })
      .input(changePreferencesInput)
      .output(preferences)
      .mutation(({ ctx, input }) => changeDefaults(ctx, input)),
  }),
});
