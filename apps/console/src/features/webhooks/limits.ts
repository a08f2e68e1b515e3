// Two of them are the server's. From there they would bring all schemas into the first page.

/** An account with more webhooks has the rest shown by id. */
export const MOST_LISTED = 1_000;
/** Of so many webhooks sparklines are given at once. */
export const MOST_LINES = 100;
/** Rows of the overview, before somebody asks for more. */
export const SHOWN_FIRST = 50;
