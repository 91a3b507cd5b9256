// Real servers on this machine and the real client. Made up: what names resolve to, and, where a
// page is really fetched, that this machine may be reached.
import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, beforeEach, describe, it } from 'node:test';
import { fetchPage, PageRefused, type PageFetching } from './fetch-page.ts';
import { isPublicAddress } from './public-address.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;
const asked: string[] = [];
let answer: Handler = () => undefined;

/** A server on an address of its own, so that it is told where a connection went. */
async function serve(address: string): Promise<number> {
  const server = createServer((request, response) => {
    asked.push(`${address} ${request.headers.host} ${request.url}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(port ?? 0, address, resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
let port: number | undefined;
port = await serve('127.0.0.1');
await serve('127.0.0.2');

const html =
  (text: string): Handler =>
  (_request, response) =>
    void response.setHeader('content-type', 'text/html').end(text);
const page = html('<title>你好</title>');
const outer: Partial<PageFetching> = {
  resolve: async () => ['127.0.0.1'],
  mayReach: (address) => address === '127.0.0.1',
  timeoutMs: 2000,
};
const at = (host: string, path = '/') => `http://${host}:${port}${path}`;
const refusedPage = (error: unknown) => error instanceof PageRefused;

beforeEach(() => {
  asked.length = 0;
  answer = page;
});

describe('an address of the open internet', () => {
  it('is none of our own machine, of networks behind us, or set aside', () => {
    const inside = `0.0.0.0 10.1.2.3 100.64.0.1 100.100.100.200 127.0.0.1 127.9.9.9 169.254.169.254
      172.16.0.1 172.31.255.255 192.168.1.1 192.0.0.1 198.18.0.1 224.0.0.1 255.255.255.255
      ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd00:ec2::254 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1
      ::ffff:8.8.8.8 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b:1::1 2002:7f00:1::1 2001::1 2001:db8::1
      3fff::1 fec0::1 localhost 1.2.3 nothing`.split(/\s+/);
    assert.deepEqual(inside.filter(isPublicAddress), []);
    const outside = '1.1.1.1 8.8.8.8 172.32.0.1 100.128.0.1 2606:4700::1111 2400:3200::1'.split(
      ' ',
    );
    assert.deepEqual(
      outside.filter((address) => !isPublicAddress(address)),
      [],
    );
  });
});

describe('fetching a page that somebody else chose', () => {
  it('reaches nothing on this machine, however the address is written', async () => {
    const ways = ['127.0.0.1', '2130706433', '0x7f.1', '0177.0.0.1', '127.1', '[::1]', '0.0.0.0'];
    const mapped = ['[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]', '[64:ff9b::7f00:1]'];
    for (const host of [...ways, ...mapped, 'localhost']) {
      // Its own policy but for the port, which would have refused the test's server anyway.
      const mayReach = (address: string) => isPublicAddress(address);
      await assert.rejects(fetchPage(at(host), { mayReach, timeoutMs: 2000 }), refusedPage, host);
    }
    assert.deepEqual(asked, []);
  });

  it('goes nowhere inside by what it does when nothing else is said', async () => {
    for (const host of ['127.0.0.1', '10.0.0.8', '192.168.1.1', '169.254.169.254', '[::1]']) {
      await assert.rejects(fetchPage(`http://${host}/`, { timeoutMs: 2000 }), refusedPage, host);
    }
  });

  it('reaches no port but those of the web', async () => {
    for (const other of [22, 3000, 5432, 8080]) {
      const resolve = async () => ['1.1.1.1'];
      const fetching = fetchPage(`http://a.example:${other}/`, { resolve });
      await assert.rejects(fetching, refusedPage);
    }
  });

  it('goes where the name was judged to be, though it answers otherwise the next time', async () => {
    const answers = [['127.0.0.1'], ['127.0.0.2'], ['127.0.0.2']];
    let times = 0;
    const resolve = async () => answers[times++]!;
    const { body } = await fetchPage(at('rebind.example'), { ...outer, resolve });
    assert.equal(body.toString(), '<title>你好</title>');
    assert.deepEqual(asked, [`127.0.0.1 rebind.example:${port} /`]);
    assert.equal(times, 1);
  });

  it('refuses a name of which one address is inside', async () => {
    const resolve = async () => ['127.0.0.1', '127.0.0.2'];
    await assert.rejects(fetchPage(at('two.example'), { ...outer, resolve }), refusedPage);
    assert.deepEqual(asked, []);
  });

  it('judges every redirect anew, and does not follow for ever', async () => {
    const moved =
      (to: string): Handler =>
      (_request, response) =>
        void response.writeHead(302, { location: to }).end();
    const resolve = async (host: string) => [host === 'in.example' ? '127.0.0.2' : '127.0.0.1'];
    const inside = [at('in.example'), at('127.0.0.2'), 'file:///etc/passwd', 'gopher://a.example/'];
    for (const to of inside) {
      answer = moved(to);
      await assert.rejects(fetchPage(at('out.example'), { ...outer, resolve }), refusedPage);
    }
    assert.ok(asked.every((line) => line.startsWith('127.0.0.1 ')));
    answer = moved('/again');
    await assert.rejects(fetchPage(at('out.example'), outer), /too many redirects/);
    answer = (request, response) =>
      request.url === '/new' ? page(request, response) : moved('/new')(request, response);
    assert.equal(
      (await fetchPage(at('out.example', '/old'), outer)).url,
      at('out.example', '/new'),
    );
  });

  it('takes web pages only, and no more of them than it may', async () => {
    const typed =
      (type: string): Handler =>
      (_request, response) =>
        void response.setHeader('content-type', type).end('{}');
    for (const type of ['application/json', 'image/svg+xml', 'text/htmlx', 'text/plain']) {
      answer = typed(type);
      await assert.rejects(fetchPage(at('a.example'), outer), refusedPage, type);
    }
    answer = (_request, response) => void response.writeHead(500).end();
    await assert.rejects(fetchPage(at('a.example'), outer), refusedPage);
    answer = html('x'.repeat(100_000));
    const { body } = await fetchPage(at('a.example'), { ...outer, bytesMax: 1000 });
    assert.equal(body.length, 1000);
  });

  it('gives up on a server or a resolver that is silent, and on one that never ends', async () => {
    const options = { ...outer, timeoutMs: 50 };
    answer = () => undefined;
    await assert.rejects(fetchPage(at('slow.example'), options));
    answer = (_request, response) => {
      response.setHeader('content-type', 'text/html');
      response.write('<title>');
    };
    await assert.rejects(fetchPage(at('slow.example'), options));
    const resolve = () => new Promise<string[]>(() => undefined);
    await assert.rejects(fetchPage(at('slow.example'), { ...options, resolve }), refusedPage);
  });

  it('takes no address with credentials, and none that is not of the web', async () => {
    for (const url of ['http://a:b@a.example/', 'ftp://a.example/', 'javascript:1', 'x', '']) {
      await assert.rejects(fetchPage(url, outer), refusedPage, url);
    }
  });
});
