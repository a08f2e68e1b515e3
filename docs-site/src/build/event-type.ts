/** An event type as the server shows it; one that was read from its file has no changes. */
export interface EventType {
  name: string;
  category: string;
  description: string;
  trigger: string;
  frequency: string;
  retry_safe: boolean;
  use_cases: string[];
  related: string[];
  objects: string[];
  facets: Record<string, string | { value: string; label?: string }>;
  related_url?: string;
  validation?: 'strict' | 'warn';
  deprecated?: { since: string; message: string; replacement?: string };
  versions: EventTypeVersion[];
}

export interface EventTypeVersion {
  version: string;
  schema: JsonSchema;
  example: Record<string, unknown>;
  from_newer?: string;
  changes?: SchemaChange[];
}

export interface SchemaChange {
  path: string;
  change: 'added' | 'removed' | 'changed';
  text: string;
  breaking: boolean;
}

/** The keywords of JSON Schema 2020-12 that the documentation draws. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  title?: string;
  description?: string;
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  required?: string[];
  properties?: Record<string, JsonSchema>;
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
}
