import { changeRoleInput, inviteInput, type Invitation, type Member } from '@tidings/identity/schema';
import { z } from 'zod';

import { mockId } from './ids.ts';
import { MockProblem } from './lookup.ts';

const DAY_MS = 86_400_000;
const day = (offset: number) => new Date(Date.now() + offset * DAY_MS).toISOString();
const byId = z.object({ id: z.string() });

const members: Member[] = (
  [
    ['usr_1', 'Ada Moreau', 'admin'],
    ['usr_2', 'Maximiliana Featherstonehaugh-Montgomery of the Northern Office', 'developer'],
    ['usr_3', 'Jon Bell', 'viewer'],
  ] as const
).map(([user_id, name, role], index) => ({
  user_id,
  name,
  email: `${name.split(' ')[0]?.toLowerCase()}@example.com`,
  role,
  two_factor: index === 0,
  joined_at: day(-200 + index * 40),
  last_seen_at: index === 2 ? null : day(-index),
}));
const invitations: Invitation[] = [];
const sessions = ['This one', 'Firefox/145.0 Windows', 'Safari/605 iPhone'].map((userAgent, index) => ({
  id: `ses_${index}`,
  current: index === 0,
  address: `203.0.113.${index}`,
  user_agent: index === 0 ? navigator.userAgent : userAgent,
  created_at: day(-index * 3),
  last_seen_at: day(-index),
  expires_at: day(7 - index),
}));

function without<Row>(rows: Row[], isGone: (row: Row) => boolean): object {
  rows.splice(0, rows.length, ...rows.filter((row) => !isGone(row)));
  return {};
}

export const peopleProcedures: Record<string, (input: unknown) => unknown> = {
  'session.accounts': () => ({
    data: [
      { id: 'acct_01k9w3m5kqe8nb2v7x4r6t0zcd', name: 'Acme Mail', role: 'admin', current: true },
      { id: 'acct_01k9w3m5kqe8nb2v7x4r6t0zce', name: 'Globex', role: 'viewer', current: false },
    ],
  }),
  'session.switchAccount': () => ({}),
  'session.list': () => ({ data: sessions }),
  'session.end': (input) => without(sessions, ({ id }) => id === byId.parse(input).id),
  'session.endOthers': () => {
    const ended = sessions.length - 1;
    without(sessions, ({ current }) => !current);
    return { ended };
  },
  'team.members': () => ({ data: members, has_more: false, next_cursor: null }),
  'team.changeRole': (input) => {
    const { user_id: id, role } = changeRoleInput.extend({ user_id: z.string() }).parse(input);
    if (id === 'usr_1') throw new MockProblem(409, 'This is the only admin of the account.');
    const member = members.find(({ user_id }) => user_id === id);
    if (member) member.role = role;
    return {};
  },
  'team.remove': (input) => {
    const { user_id: id } = z.object({ user_id: z.string() }).parse(input);
    if (id === 'usr_1') throw new MockProblem(409, 'This is the only admin of the account.');
    return without(members, ({ user_id }) => user_id === id);
  },
  'team.invitations': () => ({ data: invitations }),
  'team.invite': (input) => {
    const { email, role } = inviteInput.parse(input);
    const made: Invitation = {
      id: mockId('inv'),
      email,
      role,
      invited_by: 'Ada Moreau',
      status: 'pending',
      created_at: day(0),
      sent_at: day(0),
      expires_at: day(7),
    };
    invitations.unshift(made);
    return { ...made, mailed: false, link: `${location.origin}/accept-invitation#offline` };
  },
  'team.resendInvitation': (input) => {
    const invitation = invitations.find(({ id }) => id === byId.parse(input).id);
    return { ...invitation, mailed: true, link: null };
  },
  'team.revokeInvitation': (input) => without(invitations, ({ id }) => id === byId.parse(input).id),
};
