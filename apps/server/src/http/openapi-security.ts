import type { Access } from '@tidings/kernel';
import type { ZodOpenApiObject } from 'zod-openapi';

/** How a request says whose it is. */
export const securitySchemes: NonNullable<ZodOpenApiObject['components']>['securitySchemes'] = {
  serviceKey: {
    type: 'http',
    scheme: 'bearer',
    description:
      'A key of an internal service, `tdg_sk_…`: any account, which it names in `Tidings-Account`.',
  },
  accountKey: {
    type: 'http',
    scheme: 'bearer',
    description: 'A key of an account, `tdg_ak_…`: what its scopes allow, in its own account.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-tidings.session_token',
    description:
      'Somebody who is signed in to the console, from their role on. Changes need the `Origin` of the console.',
  },
};

/** Each of these is enough. Beside a key stands the scope that it needs, beside a session the role. */
export function securityOf({ service, scopes, role }: Access): Record<string, string[]>[] {
  return [
    ...(service ? [{ serviceKey: [] }] : []),
    ...scopes.map((scope) => ({ accountKey: [scope as string] })),
    ...(role === null ? [] : [{ session: [role] }]),
  ];
}
