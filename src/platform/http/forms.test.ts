// Real: the HTTP server without a port. Fake: the operations.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createRefusalCatalogue } from '../refusal.ts';
import { route } from './route.ts';
import { createHttp } from './server.ts';

const spec = { method: 'POST', summary: '', tag: '' } as const;
const rawTypes = ['application/x-www-form-urlencoded', 'multipart/form-data'];
const http = await createHttp({
  routes: [
    route({ ...spec, operationId: 'takes', path: '/takes', rawTypes }, ({ rawBody }) => ({
      text: rawBody.toString(),
    })),
    route({ ...spec, operationId: 'takesNone', path: '/takes-none' }, () => ({})),
  ],
  access: {
    takes: { who: 'provider', touches: 'none' },
    takesNone: { who: 'anyone', touches: 'none' },
  },
  catalogue: createRefusalCatalogue(),
  authenticate: () => Promise.resolve(undefined),
  publicOrigin: 'https://shop.example',
  trustedProxies: [],
  perMinuteMax: 100,
});
after(() => http.close());

const post = (path: string, type: string) =>
  http.inject({
    method: 'POST',
    url: `/api/v1${path}`,
    headers: { 'content-type': type },
    payload: 'List-Unsubscribe=One-Click',
  });

test('a posted form is read as it came where an operation takes one, and nowhere else', async () => {
  for (const type of [
    'application/x-www-form-urlencoded',
    'application/x-www-form-urlencoded; charset=utf-8',
    'multipart/form-data; boundary=x',
  ]) {
    const taken = await post('/takes', type);
    assert.deepEqual(taken.json(), { text: 'List-Unsubscribe=One-Click' }, type);
    assert.equal((await post('/takes-none', type)).statusCode, 415, type);
  }
  assert.equal((await post('/takes', 'text/xml')).statusCode, 415);
});
