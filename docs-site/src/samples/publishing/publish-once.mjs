const { TIDINGS_URL, TIDINGS_SERVICE_KEY, TIDINGS_ACCOUNT } = process.env;

/** Safe to call again after any failure: the key stands for this one fact. */
async function publishTag(number) {
  const answer = await fetch(`${TIDINGS_URL}/api/v1/events`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${TIDINGS_SERVICE_KEY}`,
      'tidings-account': TIDINGS_ACCOUNT,
      'content-type': 'application/json',
      'idempotency-key': `tag-created-${number}`,
    },
    body: JSON.stringify({
      type: 'tag.created',
      data: { object: { object: 'tag', id: `tag_${number}`, name: 'vip' } },
    }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

const first = await publishTag(7);
const again = await publishTag(7);
console.log(JSON.stringify({ first: first.id, again: again.id }));
