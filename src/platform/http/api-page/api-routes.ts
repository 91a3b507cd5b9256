import { readFileSync } from 'node:fs';
import type { RefusalCatalogue } from '../../refusal.ts';
import type { AccessTable } from '../access.ts';
import { openApiDocument } from '../openapi.ts';
import { Answer, route, type Route } from '../route.ts';
import { apiPage, pagePath, stylePath, type ApiDocument } from './api-page.ts';

const style = readFileSync(new URL('./style.css', import.meta.url));

/** Nothing but our own style sheet: the page has no script and sends nothing. */
const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
};
const styleHeaders = {
  'content-type': 'text/css; charset=utf-8',
  'x-content-type-options': 'nosniff',
  'cache-control': 'public, max-age=3600',
};

/** The API about itself: its OpenAPI document, and the page to browse it with. */
export function apiRoutes(
  routes: Route[],
  about: { access: AccessTable; catalogue: RefusalCatalogue; version: string },
): Route[] {
  const document = openApiDocument(routes, about.access, about.version);
  const page = Buffer.from(apiPage(document as ApiDocument, about.catalogue));
  const own = { method: 'GET', tag: 'api', hidden: true } as const;
  return [
    route(
      { ...own, operationId: 'getApiDocument', path: '/openapi.json', summary: 'OpenAPI 3.1' },
      () => document,
    ),
    route(
      { ...own, operationId: 'getApiPage', path: pagePath, summary: 'A page to browse the API' },
      () => new Answer(200, page, pageHeaders),
    ),
    route(
      { ...own, operationId: 'getApiStyle', path: stylePath, summary: 'The style of that page' },
      () => new Answer(200, style, styleHeaders),
    ),
  ];
}
