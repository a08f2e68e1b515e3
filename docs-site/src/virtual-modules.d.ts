declare module 'virtual:event-catalog' {
  const catalog: import('./build/event-type').EventType[];
  export default catalog;
}

declare module 'virtual:event-type-schema' {
  const schema: Record<string, unknown>;
  export default schema;
}

declare module 'virtual:openapi' {
  const document: import('./build/openapi').OpenApiDocument | null;
  export default document;
}
