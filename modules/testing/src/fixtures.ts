import { typeidUnboxed } from 'typeid-js';

/** An event as a body has it. */
export type AnyEvent = {
  readonly id: string;
  readonly type: string;
  readonly api_version: string;
  readonly created_at: string;
  readonly account_id: string;
  readonly data: unknown;
};

/** An event of every type and version, as `tidings types generate` writes them. */
export type Fixtures = { readonly [type: string]: { readonly [version: string]: AnyEvent } };

export type TypeOf<Given extends Fixtures> = keyof Given & string;
export type VersionOf<Given extends Fixtures, Type extends TypeOf<Given>> = keyof Given[Type] & string;

export type RequestOptions<Version extends string = string, Event extends AnyEvent = AnyEvent> = {
  /** Of the event's data; the newest if left out. */
  version?: Version;
  /** What is to be otherwise than in the example. Without an `id` every request is about an event of its own. */
  event?: { id?: string; created_at?: string; account_id?: string; data?: Event['data'] };
  /** 1 for the first attempt; a later one has the headers of a retry. */
  attempt?: number;
};

/**
 * The example of a type, as a new event.
 * @throws {RangeError} for a type or version that the fixtures do not have.
 */
export function eventOf<
  Given extends Fixtures,
  Type extends TypeOf<Given>,
  Version extends VersionOf<Given, Type>,
>(
  fixtures: Given,
  type: Type,
  { version, event }: RequestOptions<Version, Given[Type][Version]>,
): Given[Type][Version] {
  const versions: Given[Type] | undefined = Object.hasOwn(fixtures, type) ? fixtures[type] : undefined;
  if (!versions) throw new RangeError(`The fixtures have no event type "${type}".`);
  // Versions are dates, so the newest is the last by name.
  const chosen = version ?? Object.keys(versions).toSorted().at(-1) ?? '';
  // One of its own names.
  const example: Given[Type][Version] | undefined = Object.hasOwn(versions, chosen)
    ? versions[chosen as Version]
    : undefined;
  if (!example) throw new RangeError(`The fixtures have no version "${chosen}" of "${type}".`);
  return { ...example, id: typeidUnboxed('evt'), ...event };
}
