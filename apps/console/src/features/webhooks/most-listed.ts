/** An account with more webhooks has the rest shown by id. As the server's, which the first page would load with all schemas. */
export const MOST_LISTED = 1_000;
