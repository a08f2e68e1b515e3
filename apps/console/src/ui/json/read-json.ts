/** What is wrong in JSON text, and where. */
export interface JsonFault {
  /** A JSON pointer; empty for the whole. */
  path: string;
  line: number | null;
  message: string;
}

export type JsonReading = { value: unknown; fault?: never } | { value?: never; fault: JsonFault };

/** What a text says as JSON, or where and why it is none. */
export function readJson(text: string): JsonReading {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { fault: syntaxFault(text, error) };
  }
}

/** Engines tell the place as an offset, as a line, or not at all. */
function syntaxFault(text: string, error: unknown): JsonFault {
  const said = error instanceof Error ? error.message : '';
  const offset = /at position (\d+)/.exec(said)?.[1];
  const lineSaid = /line (\d+)/.exec(said)?.[1];
  const end = text.trimEnd().length;
  const isCut = /end of|unterminated/i.test(said) || Number(offset ?? 0) >= end;
  const lines = text.slice(0, end).split('\n').length;
  const line =
    offset === undefined
      ? Number(lineSaid ?? lines)
      : text.slice(0, Number(offset)).trimEnd().split('\n').length;
  const hint = isCut ? 'It ends too early: a bracket or a quotation mark is still open.' : reasonOf(said);
  return { path: '', line, message: `This is not JSON. ${hint}` };
}

function reasonOf(said: string): string {
  const reason = said.replace(/^JSON\.parse: /, '').replace(/,? (in JSON )?at position.*$|, ?"[\s\S]*$/, '');
  return reason ? `${reason.replace(/\.$/, '')}.` : 'Check its commas and quotation marks.';
}
