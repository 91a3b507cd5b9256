// Real: the calls and the server they reach.
import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { callOut } from './outgoing.ts';

let server: Server;
let url = '';
let connections = 0;

const handlers: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {
  '/echo': (request, response) => {
    response.writeHead(201, { 'x-method': request.method });
    request.pipe(response);
  },
  '/silent': () => {},
  '/half': (_request, response) => {
    response.write('half of the');
    setTimeout(() => response.destroy(), 20);
  },
  '/slow': (_request, response) => void response.write('and then nothing'),
  '/elsewhere': (_request, response) => void response.writeHead(302, { location: '/echo' }).end(),
};

before(async () => {
  server = createServer((request, response) => handlers[request.url!]!(request, response));
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

const call = (path: string, change: Partial<Parameters<typeof callOut>[0]> = {}) =>
  callOut({ method: 'POST', url: url + path, timeoutMs: 1000, ...change });

describe('a call to a party outside', () => {
  it('brings body and headers there and status and body back', async () => {
    const answer = await call('/echo', { body: Buffer.from('你好') });
    assert.equal(answer.status, 201);
    assert.equal(answer.body.toString(), '你好');
  });
  it('uses its connection again', async () => {
    await call('/echo');
    const before = connections;
    for (let n = 0; n < 5; n += 1) await call('/echo');
    assert.equal(connections, before);
  });
  it('gives up in time on silence and on an answer that never ends', async () => {
    await assert.rejects(call('/silent', { timeoutMs: 50 }), /no answer within 50 ms/);
    await assert.rejects(call('/slow', { timeoutMs: 50 }));
  });
  it('takes half an answer for none', async () => {
    await assert.rejects(call('/half'));
  });
  it('refuses an answer that is too large', async () => {
    await assert.rejects(call('/echo', { body: Buffer.alloc(2000), answerBytesMax: 1000 }), /1000/);
  });
  it('does not follow redirects', async () => assert.equal((await call('/elsewhere')).status, 302));
  it('can be cut short', async () => {
    const cut = new AbortController();
    const cutting = call('/silent', { signal: cut.signal });
    cut.abort();
    await assert.rejects(cutting, { name: 'AbortError' });
  });
  it('fails where nobody listens', async () => {
    await assert.rejects(call('', { url: 'http://127.0.0.1:1' }), { code: 'ECONNREFUSED' });
  });
});
