export const LOAD = `
  SELECT *
  FROM delivery.deliveries d
  JOIN event.events e ON e.id = d.event_id`;
