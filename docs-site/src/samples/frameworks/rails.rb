# app/controllers/hooks_controller.rb
class HooksController < ActionController::Base
  skip_forgery_protection # a webhook has no token of your forms; its signature is the better proof

  WEBHOOK = StandardWebhooks::Webhook.new(ENV.fetch('WEBHOOK_SECRET'))

  def create
    event = verified_event
    return head :bad_request unless event

    HandleEventJob.perform_later(event) # a queue that survives a restart
    head :no_content # then answer; the job does the work
  end

  private

  def verified_event
    # The bytes as they arrived, not the parameters that were made of them.
    WEBHOOK.verify(request.raw_post, request.headers)
    JSON.parse(request.raw_post) # some versions of the gem answer symbols for keys
  rescue StandardError # wrong, or no signature that can be read
    nil
  end
end
