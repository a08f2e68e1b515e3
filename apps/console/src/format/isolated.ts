const FROM_THE_RIGHT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Bidi_Control}]/u;

/** Those that open and close an isolate: one of a name's own could close the one around it. */
const ISOLATES = /[\u2066-\u2069]/g;

/**
 * A name for the middle of a sentence that is no markup. One that is read from the right, or that turns around what follows it,
 * would draw our words to its wrong end, so it is set apart by Unicode's isolates, as `<bdi>` does it; any other stays as it is.
 */
export function isolated(name: string): string {
  return FROM_THE_RIGHT.test(name) ? `\u2068${name.replaceAll(ISOLATES, '')}\u2069` : name;
}

const TURNS = /[\u202A-\u202E\u2066-\u2069]/g;

/**
 * A body or code to be read, with what would turn it around written as JSON does, such as `\u202e`: nothing in it can make it
 * look like something else.
 */
export function withTurnsShown(text: string): string {
  return text.replaceAll(TURNS, (turn) => `\\u${turn.charCodeAt(0).toString(16)}`);
}
