interface Page<Row> {
  data: readonly Row[];
  next_cursor: string | null;
}

/** The rows of a list on all its pages, one page after the other. */
export async function readAll<Row>(
  read: (cursor: string | undefined) => Promise<Page<Row>>,
): Promise<{ data: Row[] }> {
  const data: Row[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    data.push(...page.data);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return { data };
}
