curl --silent --show-error --fail-with-body "$TIDINGS_URL/api/v1/webhooks" \
  --header "Authorization: Bearer $TIDINGS_SERVICE_KEY" \
  --header "Tidings-Account: $TIDINGS_ACCOUNT" \
  --header "Content-Type: application/json" \
  --data @- <<JSON
{
  "name": "Quickstart",
  "url": "${RECEIVER_URL:-http://127.0.0.1:3000/hooks}",
  "events": ["subscriber.*"]
}
JSON
