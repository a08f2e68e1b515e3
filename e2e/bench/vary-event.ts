const ADDRESS = 'reader_0000000@example.com';
const CAMPAIGN = 'cmp_000';
const ADDRESSES = 10_000_000;
const CAMPAIGNS = 100;

type Example = { object: Record<string, unknown> };

/** An event whose address and campaign {@link eventsLike} can find. */
export function eventToVary(type: string, { object }: Example): string {
  return JSON.stringify({ type, data: { object: { ...object, email: ADDRESS, campaign_id: CAMPAIGN } } });
}

/**
 * Makes one event after the other, all as long as the first: each is about another person, as in life, and one of a
 * hundred campaigns. Events that are all alike are looked up by values that are known already, which costs less.
 */
export function eventsLike(event: string): () => string {
  const [before, rest, ...others] = event.split(ADDRESS);
  const [between, after, ...more] = rest?.split(CAMPAIGN) ?? [];
  if (after === undefined || others.length > 0 || more.length > 0)
    throw new Error('This event was not made to be varied.');
  // Every process, and every repetition, begins elsewhere.
  let number = Math.floor(Math.random() * ADDRESSES);
  return () => {
    number = (number + 1) % ADDRESSES;
    const address = `reader_${String(number).padStart(7, '0')}@example.com`;
    return `${before}${address}${between}cmp_${String(number % CAMPAIGNS).padStart(3, '0')}${after}`;
  };
}
