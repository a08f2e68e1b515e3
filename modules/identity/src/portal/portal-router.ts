import { serviceProcedure } from '@tidings/kernel';
import { z } from 'zod';
import { createPortalSession } from './create-portal-session.ts';
import { getPortalSession } from './get-portal-session.ts';
import { endPortalSession } from './leave-portal.ts';
import {
  createPortalSessionInput,
  portalSession,
  portalSessionIdInput,
  shownPortalSession,
} from './portal-schema.ts';

const tag = 'Portal';

export const portalProcedures = {
  createPortalSession: serviceProcedure
    .meta({
      audit: ['portal_session.created'],
      rest: {
        method: 'POST',
        path: '/accounts/{id}/portal_sessions',
        status: 201,
        summary: "Make a link that opens an account's console",
        tag,
      },
    })
    .input(createPortalSessionInput)
    .output(portalSession)
    .mutation(({ ctx, input }) => createPortalSession(ctx, input)),
  getPortalSession: serviceProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/accounts/{id}/portal_sessions/{session_id}',
        summary: 'Read a portal session',
        tag,
      },
    })
    .input(portalSessionIdInput)
    .output(shownPortalSession)
    .query(({ ctx, input }) => getPortalSession(ctx, input)),
  endPortalSession: serviceProcedure
    .meta({
      audit: ['portal_session.ended'],
      rest: {
        method: 'DELETE',
        path: '/accounts/{id}/portal_sessions/{session_id}',
        status: 204,
        summary: 'End a portal session',
        tag,
      },
    })
    .input(portalSessionIdInput)
    .output(z.void())
    .mutation(({ ctx, input }) => endPortalSession(ctx, input)),
};
