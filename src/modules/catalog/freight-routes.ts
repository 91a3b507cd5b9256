import { route, type Route } from '#platform/http/route.ts';
import type { Catalog } from './index.ts';
import * as schemas from './schemas/freight.ts';

const tag = 'selling';
const params = schemas.templateParams;

/** What a seller says of freight and of several pieces in one order. */
export function freightRoutes(catalog: Catalog): Route[] {
  return [...templateRoutes(catalog), ...templateEdits(catalog), ...bundleRoutes(catalog)];
}

function templateRoutes(catalog: Catalog): Route[] {
  return [
    route(
      {
        operationId: 'listFreightTemplates',
        method: 'GET',
        path: '/selling/freight-templates',
        summary: 'The caller’s freight templates, the oldest first',
        tag,
        response: schemas.templateList,
      },
      ({ call }) => catalog.listFreightTemplates(call().actor),
    ),
    route(
      {
        operationId: 'createFreightTemplate',
        method: 'POST',
        path: '/selling/freight-templates',
        summary: 'Say once what parcels cost, by province, for listings to use',
        tag,
        body: schemas.templateBody,
        response: schemas.templateReceipt,
        status: 201,
        idempotent: true,
      },
      ({ call, body }) => catalog.createFreightTemplate(call(), body),
    ),
  ];
}

function templateEdits(catalog: Catalog): Route[] {
  return [
    route(
      {
        operationId: 'updateFreightTemplate',
        method: 'PUT',
        path: '/selling/freight-templates/{templateId}',
        summary: 'Change a template from the version last seen; placed orders keep theirs',
        tag,
        params,
        body: schemas.templateEditBody,
        response: schemas.templateReceipt,
      },
      ({ call, params: input, body }) =>
        catalog.updateFreightTemplate(call(), { ...body, ...input }),
    ),
    route(
      {
        operationId: 'removeFreightTemplate',
        method: 'DELETE',
        path: '/selling/freight-templates/{templateId}',
        summary: 'Take a template away that nothing on the shelf uses',
        tag,
        params,
        response: schemas.removedTemplate,
      },
      ({ call, params: input }) => catalog.removeFreightTemplate(call(), input),
    ),
  ];
}

function bundleRoutes(catalog: Catalog): Route[] {
  return [
    route(
      {
        operationId: 'getBundleTerms',
        method: 'GET',
        path: '/members/{memberId}/bundle-terms',
        summary: 'What a seller takes off when several pieces go in one order',
        tag,
        params: schemas.memberParams,
        response: schemas.bundleTerms,
      },
      ({ params: input }) => catalog.getBundleTerms(input),
    ),
    route(
      {
        operationId: 'setBundleTerms',
        method: 'PUT',
        path: '/selling/bundle-terms',
        summary: 'Set what the caller takes off for several pieces; no tiers: nothing',
        tag,
        body: schemas.bundleBody,
        response: schemas.bundleTerms,
      },
      ({ call, body }) => catalog.setBundleTerms(call(), body),
    ),
  ];
}
