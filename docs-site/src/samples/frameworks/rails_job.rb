# app/jobs/handle_event_job.rb
class HandleEventJob < ApplicationJob
  def perform(event)
    ReceivedEvent.transaction do
      # The id is unique in this table, and is written together with the work.
      received = ReceivedEvent.create_or_find_by!(webhook_id: event['id'])
      next unless received.previously_new_record? # a duplicate

      case event['type']
      when 'subscriber.created'
        puts "Welcome #{event.dig('data', 'object', 'email')}"
      end
    end
  end
end
