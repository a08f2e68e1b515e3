import schema from 'virtual:event-type-schema';

/** For editors: the `$schema` of a file of the catalog, wherever its folder is. */
export function GET(): Response {
  return Response.json(schema);
}
