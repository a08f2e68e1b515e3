const { TIDINGS_URL, TIDINGS_SERVICE_KEY, TIDINGS_ACCOUNT } = process.env;

const answer = await fetch(`${TIDINGS_URL}/api/v1/events`, {
  method: 'POST',
  headers: {
    authorization: `Bearer ${TIDINGS_SERVICE_KEY}`,
    'tidings-account': TIDINGS_ACCOUNT,
    'content-type': 'application/json',
  },
  body: JSON.stringify({
    type: 'subscriber.created',
    data: { object: { object: 'subscriber', id: 'sub_123', email: 'ada@example.com' } },
  }),
});
if (!answer.ok) throw new Error(await answer.text());

console.log(JSON.stringify(await answer.json(), null, 2));
