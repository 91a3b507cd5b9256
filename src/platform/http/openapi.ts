import * as z from 'zod';
import type { Route } from './route.ts';
import type { AccessTable } from './access.ts';

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of all public routes, made from the schemas that validate. */
export function openApiDocument(routes: Route[], access: AccessTable, version: string): Json {
  const paths: Record<string, Json> = {};
  const shown = routes.filter((route) => !route.hidden);
  for (const route of shown.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const path = `/api/v1${route.path}`;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, access) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Tuckshop', version, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: { Problem: schemaOf(problem, 'output') },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'tuckshop_session' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}

const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  traceId: z.string(),
});

function operationOf(route: Route, access: AccessTable): Json {
  const row = access[route.operationId];
  const who = row?.who;
  return {
    operationId: route.operationId,
    summary: route.summary,
    tags: [route.tag],
    'x-access': row,
    ...(who === 'member' || who === 'operator'
      ? { security: [{ session: [] }, { bearer: [] }] }
      : {}),
    parameters: [
      ...parametersOf(route.params, 'path'),
      ...parametersOf(route.query, 'query'),
      ...(route.idempotent ? [idempotencyKey] : []),
    ],
    ...requestBodyOf(route),
    responses: {
      [String(route.status ?? 200)]: {
        description: 'Done',
        ...(route.response
          ? { content: { 'application/json': { schema: schemaOf(route.response, 'output') } } }
          : {}),
      },
      default: {
        description: 'Refused',
        content: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        },
      },
    },
  };
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'Retries under one key are answered, not done again.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

function requestBodyOf(route: Route): Json {
  if (route.rawTypes) {
    const content = Object.fromEntries(route.rawTypes.map((type) => [type, {}]));
    return { requestBody: { required: true, content } };
  }
  if (!route.body) return {};
  const schema = schemaOf(route.body, 'input');
  return { requestBody: { required: true, content: { 'application/json': { schema } } } };
}

function parametersOf(schema: z.ZodType | undefined, where: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }));
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
