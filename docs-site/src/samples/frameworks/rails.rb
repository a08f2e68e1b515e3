# app/controllers/hooks_controller.rb, with the gem standardwebhooks and
#   post '/hooks', to: 'hooks#create'
# in config/routes.rb
class HooksController < ActionController::Base
  skip_forgery_protection # a webhook has no token of your forms; its signature is the better proof

  def create
    webhook = StandardWebhooks::Webhook.new(ENV.fetch('WEBHOOK_SECRET'))
    # The bytes as they arrived, not the parameters that were made of them.
    event = webhook.verify(request.raw_post, request.headers)
    head :no_content # answer first
    HandleEventJob.perform_later(event) # then work
  rescue StandardWebhooks::WebhookVerificationError
    head :bad_request
  end
end
