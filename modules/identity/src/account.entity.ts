import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'Account',
  tableName: 'account',
  schema: 'identity',
  properties: {
    id: p.text().primary(),
    name: p.text(),
    /** better-auth wants a unique one; ours is the id. */
    slug: p.text(),
    externalId: p.text().nullable(),
    /** Deliveries that its events may make a minute; null: no limit. */
    deliveriesPerMinute: p.integer().nullable(),
    /** Webhooks that it may have; null: no limit. */
    webhooksMax: p.integer().nullable(),
    /** Name of the tz database; null: none was set. */
    timeZone: p.text().nullable(),
    createdAt: p.datetime(),
  },
});

/** A tenant. */
export class AccountEntity extends schema.class {}
schema.setClass(AccountEntity);
