export const MIGRATION = 'event_id uuid REFERENCES "event"."events"';
