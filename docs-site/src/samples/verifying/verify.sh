curl --silent --show-error --fail-with-body "$TIDINGS_URL/api/v1/signatures/verify" \
  --header "Authorization: Bearer $TIDINGS_SERVICE_KEY" \
  --header "Content-Type: application/json" \
  --data @- <<'JSON'
{
  "headers": {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
  },
  "body": "{\"test\": 2432232314}",
  "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  "received_at": "2021-02-25T15:02:12Z"
}
JSON
