const FROM_THE_RIGHT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/**
 * A name for the middle of a sentence that is no markup. One that is read from the right would draw the marks around it to
 * its wrong end, so it is set apart by Unicode's isolates, as `<bdi>` does it; any other stays as it is.
 */
export function isolated(name: string): string {
  return FROM_THE_RIGHT.test(name) ? `\u2068${name}\u2069` : name;
}
