require 'json'
require 'net/http'

answer = Net::HTTP.post(
  URI("#{ENV.fetch('TIDINGS_URL')}/api/v1/webhooks"),
  JSON.generate(
    name: 'Quickstart',
    url: ENV.fetch('RECEIVER_URL', 'http://127.0.0.1:3000/hooks'),
    events: ['subscriber.*']
  ),
  'Authorization' => "Bearer #{ENV.fetch('TIDINGS_SERVICE_KEY')}",
  'Tidings-Account' => ENV.fetch('TIDINGS_ACCOUNT'),
  'Content-Type' => 'application/json'
)
abort answer.body unless answer.is_a?(Net::HTTPSuccess)

puts JSON.pretty_generate(JSON.parse(answer.body))
