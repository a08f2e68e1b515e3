require 'base64'
require 'json'
require 'openssl'
require 'webrick' # gem install webrick base64

SECRET = ENV.fetch('WEBHOOK_SECRET')
TOLERANCE_SECONDS = 5 * 60

# True when these bytes were signed with the secret, within five minutes.
def verify(body, id:, timestamp:, signatures:)
  return false unless id && signatures && timestamp&.match?(/\A\d+\z/)
  return false if (Time.now.to_i - timestamp.to_i).abs > TOLERANCE_SECONDS

  key = Base64.decode64(SECRET.delete_prefix('whsec_'))
  content = "#{id}.#{timestamp}.".b + body.b
  expected = "v1,#{Base64.strict_encode64(OpenSSL::HMAC.digest('SHA256', key, content))}"

  signatures.split.any? do |entry|
    OpenSSL.secure_compare(entry, expected)
  end
end

server = WEBrick::HTTPServer.new(BindAddress: '127.0.0.1', Port: ENV.fetch('PORT', 3000).to_i, AccessLog: [])
server.mount_proc('/hooks') do |request, response|
  body = request.body.to_s
  genuine = verify(body, id: request['webhook-id'], timestamp: request['webhook-timestamp'],
                         signatures: request['webhook-signature'])
  response.status = genuine ? 204 : 400 # answer first
  if genuine
    event = JSON.parse(body)
    puts "#{event['type']} #{event['id']}" # then work, in a job
  end
end
server.start
