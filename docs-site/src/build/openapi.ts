export interface OpenApiDocument {}
