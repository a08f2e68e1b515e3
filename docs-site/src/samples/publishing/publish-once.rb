require 'json'
require 'net/http'

# Safe to call again after any failure: the key stands for this one fact.
def publish_tag(number)
  answer = Net::HTTP.post(
    URI("#{ENV.fetch('TIDINGS_URL')}/api/v1/events"),
    JSON.generate(type: 'tag.created', data: { object: { object: 'tag', id: "tag_#{number}", name: 'vip' } }),
    'Authorization' => "Bearer #{ENV.fetch('TIDINGS_SERVICE_KEY')}",
    'Tidings-Account' => ENV.fetch('TIDINGS_ACCOUNT'),
    'Content-Type' => 'application/json',
    'Idempotency-Key' => "tag-created-#{number}"
  )
  abort answer.body unless answer.is_a?(Net::HTTPSuccess)

  JSON.parse(answer.body)
end

first = publish_tag(8)
again = publish_tag(8)
puts JSON.generate(first: first['id'], again: again['id'])
