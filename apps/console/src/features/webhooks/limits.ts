// Two of them are the server's. From there they would bring all schemas into the first page.

/** An account with more webhooks has the rest shown by id. */
export const MOST_LISTED = 1_000;
/** Of so many webhooks sparklines are given at once. */
export const MOST_LINES = 100;
/** For so many rows of the overview, more than are on screen, sparklines are asked for together. */
export const LINES_AT_ONCE = 50;
