curl --silent --show-error --fail-with-body "$TIDINGS_URL/api/v1/webhooks/$TIDINGS_WEBHOOK/roll_secret" \
  --header "Authorization: Bearer $TIDINGS_SERVICE_KEY" \
  --header "Tidings-Account: $TIDINGS_ACCOUNT" \
  --header "Content-Type: application/json" \
  --data '{"overlap_hours": 48}'
