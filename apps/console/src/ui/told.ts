/**
 * What a field has told the page, and not heard back yet. A page draws later than people type, and what comes back is older
 * than what stands in the field: taken for a new text, it would undo what was typed since.
 */
export class Told {
  #texts: string[] = [];

  tell(text: string): void {
    this.#texts.push(text);
  }

  /** Whether a text is one that was told. It and those before it are done with; so are all, if it is not. */
  isEcho(text: string): boolean {
    const place = this.#texts.indexOf(text);
    this.#texts = place === -1 ? [] : this.#texts.slice(place + 1);
    return place !== -1;
  }
}
