curl --silent --show-error --fail-with-body "$TIDINGS_URL/api/v1/events" \
  --header "Authorization: Bearer $TIDINGS_SERVICE_KEY" \
  --header "Tidings-Account: $TIDINGS_ACCOUNT" \
  --header "Content-Type: application/json" \
  --data @- <<'JSON'
{
  "type": "subscriber.created",
  "data": {
    "object": {
      "object": "subscriber",
      "id": "sub_123",
      "email": "ada@example.com"
    }
  }
}
JSON
