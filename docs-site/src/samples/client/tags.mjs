import { createClient, problemOf } from '@tidings/client';

const { TIDINGS_URL: url, TIDINGS_SERVICE_KEY: serviceKey } = process.env;

// For what belongs to no account.
const tidings = createClient({ url, serviceKey });
const { id: accountId } = await tidings.accounts.create.mutate({ name: 'Acme' });

// For what belongs to one.
const acme = createClient({ url, serviceKey, accountId });
const tag = (id, name) => ({ type: 'tag.created', data: { object: { object: 'tag', id, name } } });

// Calls of one moment travel in one request.
const published = await Promise.all(
  ['vip', 'newsletter', 'trial'].map((name, n) => acme.events.publish.mutate(tag(`tag_${n}`, name))),
);
console.log(`Published ${published.length} tags`);

// Many at once, each judged by itself.
const { data } = await acme.events.publishBatch.mutate({
  events: [tag('tag_3', 'lead'), { type: 'no.such' }],
});
for (const each of data)
  console.log('error' in each ? `Refused: ${each.error.code}` : `Published ${each.type}`);

// What Tidings refuses is an error with a problem.
try {
  await acme.events.publish.mutate({ type: 'tag.created', data: {} });
} catch (error) {
  const problem = problemOf(error);
  if (!problem) throw error; // nobody answered, five times
  console.log(`Refused: ${problem.issues.map(({ path, message }) => `${path} ${message}`).join(', ')}`);
}

const { data: events } = await acme.events.list.query({ type: 'tag.created' });
console.log(`There are ${events.length} in the log`);
