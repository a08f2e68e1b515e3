# Safe to run again after any failure: the key stands for this one fact.
curl --silent --show-error --fail-with-body "$TIDINGS_URL/api/v1/events" \
  --header "Authorization: Bearer $TIDINGS_SERVICE_KEY" \
  --header "Tidings-Account: $TIDINGS_ACCOUNT" \
  --header "Content-Type: application/json" \
  --header "Idempotency-Key: tag-created-9" \
  --data '{"type": "tag.created", "data": {"object": {"object": "tag", "id": "tag_9", "name": "vip"}}}'
