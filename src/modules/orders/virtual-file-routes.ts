import * as z from 'zod';
import { Answer, route, type Route } from '#platform/http/route.ts';
import { line } from '#platform/http/schemas.ts';
import type { Orders } from './index.ts';
import { orderParams, virtualFile } from './schemas.ts';

const path = '/orders/{orderId}/virtual-file';
const tag = 'orders';
/** A megabyte above the room's own limit, so that a big file gets the clearer refusal. */
const bodyBytesMax = 21 * 1024 * 1024;

/** A file that is sold: laid into the order by its seller, sent to its buyer alone. */
export function virtualFileRoutes(orders: Orders): Route[] {
  return [
    route(
      {
        operationId: 'layVirtualFile',
        method: 'PUT',
        path,
        summary: 'Lay the file that is sold into the order, as the raw body; handing over gives it',
        tag,
        params: orderParams,
        query: z.object({ name: line(120).min(1) }),
        rawTypes: ['application/octet-stream'],
        bodyBytesMax,
        perMinuteMax: 60,
        response: virtualFile,
      },
      ({ call, params, query, rawBody }) =>
        orders.layVirtualFile(call(), { ...params, ...query, bytes: rawBody }),
    ),
    route(
      {
        operationId: 'openVirtualFile',
        method: 'GET',
        path,
        summary: 'The file the buyer was given, as an attachment',
        tag,
        params: orderParams,
        perMinuteMax: 60,
      },
      async ({ call, params }) => {
        const { name, bytes } = await orders.openVirtualFile(call().actor, params);
        return new Answer(200, bytes, attachment(name, bytes.length));
      },
    ),
  ];
}

/** Never shown, only saved: whatever it is, it is a stranger's. */
function attachment(name: string, sizeBytes: number): Record<string, string> {
  const plainName = name.replace(/[^\w.-]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return {
    'content-type': 'application/octet-stream',
    'content-length': String(sizeBytes),
    'content-disposition': `attachment; filename="${plainName}"; filename*=UTF-8''${encoded}`,
    'content-security-policy': "default-src 'none'; sandbox",
  };
}
