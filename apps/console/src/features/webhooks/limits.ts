/** Of so many webhooks the server gives sparklines at once. From there it would bring all schemas into the first page. */
export const MOST_LINES = 100;
/** For so many rows of the overview, more than are on screen, sparklines are asked for together. */
export const LINES_AT_ONCE = 50;
