require 'json'
require 'net/http'

answer = Net::HTTP.post(
  URI("#{ENV.fetch('TIDINGS_URL')}/api/v1/events"),
  JSON.generate(
    type: 'subscriber.created',
    data: { object: { object: 'subscriber', id: 'sub_123', email: 'ada@example.com' } }
  ),
  'Authorization' => "Bearer #{ENV.fetch('TIDINGS_SERVICE_KEY')}",
  'Tidings-Account' => ENV.fetch('TIDINGS_ACCOUNT'),
  'Content-Type' => 'application/json'
)
abort answer.body unless answer.is_a?(Net::HTTPSuccess)

puts JSON.pretty_generate(JSON.parse(answer.body))
