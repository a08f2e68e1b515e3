import { Definitions } from './definitions.ts';
import { type Shape, shapeOf } from './shape.ts';
import type { NameOf } from './write-shape.ts';

/** An event type of the catalog, as far as types are made of it. */
export type CatalogType = {
  name: string;
  description: string;
  versions: { version: string; schema: unknown; example: Record<string, unknown> }[];
};

/** With the names that it has in the file. */
export type NamedType = { name: string; description: string; as: string; versions: NamedVersion[] };
type NamedVersion = {
  version: string;
  as: string;
  example: Record<string, unknown>;
  shape: Shape;
  definitions: [reference: string, shape: Shape][];
  nameOf: NameOf;
};

/** Names that the file has anyway; `isEvent` is one of its functions. */
const TAKEN = ['TidingsEvent', 'TidingsEventType', 'Envelope', 'Check', 'Event'];

/** `email.opened` → `EmailOpened`, and `EmailOpenedV20261101`, and `EmailOpenedV20261101_node`; each name once. */
export function named(catalog: CatalogType[]): NamedType[] {
  const used = new Set(TAKEN);
  const unused = (wished: string): string => {
    let name = /^\d/.test(wished) ? `_${wished}` : wished;
    while (used.has(name)) name += '_';
    used.add(name);
    return name;
  };
  const types = catalog.map((type) => {
    const words = type.name.split(/[._]/).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
    return { ...type, as: unused(words.join('')) };
  });
  const withVersions = types.map((type) => ({
    ...type,
    versions: type.versions.map((each) => ({
      ...each,
      as: unused(`${type.as}V${each.version.replaceAll('-', '')}`),
    })),
  }));
  return withVersions.map(({ name, description, as, versions }) => ({
    name,
    description,
    as,
    versions: versions.map((each) => {
      const found = new Definitions();
      const shape = shapeOf(each.schema, found);
      const definitions = found.neededBy(shape);
      const names = new Map(
        definitions.map(([reference]) => [reference, unused(`${each.as}_${lastWord(reference)}`)]),
      );
      return { ...each, shape, definitions, nameOf: (reference) => names.get(reference) ?? 'unknown' };
    }),
  }));
}

function lastWord(reference: string): string {
  return (reference.split('/').at(-1) ?? '').replaceAll(/[^A-Za-z0-9]/g, '') || 'data';
}
