# What hooks_controller.rb and handle_event_job.rb need of Rails and of the gem standardwebhooks, over WEBrick, so that the
# samples run where neither is installed: ruby rails.rb CONTROLLER JOB. Settings: WEBHOOK_SECRET, PORT.
require 'base64'
require 'json'
require 'openssl'
require 'set'
require 'webrick'

module StandardWebhooks
  class WebhookVerificationError < StandardError; end

  class Webhook
    def initialize(secret)
      @key = Base64.decode64(secret.delete_prefix('whsec_'))
    end

    def verify(payload, headers)
      id, time, given = %w[webhook-id webhook-timestamp webhook-signature].map { |name| headers[name] }
      raise WebhookVerificationError, 'a header is missing' unless id && time && given
      raise WebhookVerificationError, 'too old or too new' if (Time.now.to_i - Integer(time)).abs > 300

      digest = OpenSSL::HMAC.digest('SHA256', @key, "#{id}.#{time}.".b + payload.b)
      expected = "v1,#{Base64.strict_encode64(digest)}"
      # As in the gem, an entry without a comma is an error of another kind.
      signatures = given.split.map { |entry| entry.split(',').then { |version, value| "#{version},#{value.b}" } }
      raise WebhookVerificationError, 'no signature is right' unless signatures.include?(expected)

      # As in the gem that is published; its source has texts for keys.
      JSON.parse(payload, symbolize_names: true)
    end
  end
end

module ActionController
  class Base
    Request = Struct.new(:raw_post, :headers)
    STATUS = { no_content: 204, bad_request: 400 }.freeze
    attr_reader :request, :status

    class << self
      attr_reader :is_exempt

      def skip_forgery_protection
        @is_exempt = true
      end
    end

    def initialize(request)
      @request = request
    end

    def head(status)
      raise 'It has answered already.' if @status

      @status = STATUS.fetch(status)
    end
  end
end

class ApplicationJob
  def self.perform_later(event)
    puts "#{event['type']} #{event['id']}"
    new.perform(event)
  end
end

# A table of its own, with a unique index.
class ReceivedEvent
  IDS = Set.new

  def self.transaction
    yield
  end

  def self.create_or_find_by!(webhook_id:)
    is_new = IDS.add?(webhook_id)
    Object.new.tap { |row| row.define_singleton_method(:previously_new_record?) { !is_new.nil? } }
  end
end

ARGV.each { |sample| load sample }
raise 'Rails would refuse every request: it has no token.' unless HooksController.is_exempt

server = WEBrick::HTTPServer.new(BindAddress: '127.0.0.1', Port: Integer(ENV.fetch('PORT')), AccessLog: [])
server.mount_proc('/hooks') do |request, response|
  controller = HooksController.new(ActionController::Base::Request.new(request.body.to_s, request))
  controller.create
  response.status = controller.status
end
$stdout.sync = true
server.start
