const { TIDINGS_URL, TIDINGS_SERVICE_KEY, TIDINGS_ACCOUNT, RECEIVER_URL } = process.env;

const answer = await fetch(`${TIDINGS_URL}/api/v1/webhooks`, {
  method: 'POST',
  headers: {
    authorization: `Bearer ${TIDINGS_SERVICE_KEY}`,
    'tidings-account': TIDINGS_ACCOUNT,
    'content-type': 'application/json',
  },
  body: JSON.stringify({
    name: 'Quickstart',
    url: RECEIVER_URL ?? 'http://127.0.0.1:3000/hooks',
    events: ['subscriber.*'],
  }),
});
if (!answer.ok) throw new Error(await answer.text());

console.log(JSON.stringify(await answer.json(), null, 2));
