import { parse } from 'node:querystring';

export type PageAnswer = {
  status: number;
  html: string;
  headers: Headers;
  location: string | null;
};

/** A browser without JavaScript: pages and forms over HTTP, cookies kept, redirects seen. */
export type WebVisitor = {
  get(path: string, headers?: Record<string, string>): Promise<PageAnswer>;
  /** Sends a form as a browser would from a page of this origin. */
  post(
    path: string,
    form: Record<string, string> | [name: string, value: string][],
    headers?: Record<string, string>,
  ): Promise<PageAnswer>;
  /** The value of a field of the last answer that had it. */
  hidden(name: string): string;
};

/**
 * A visitor of the pages at this address.
 * @param cookie what the visitor has been given before, such as a session
 */
export function createVisitor(url: string, cookie = ''): WebVisitor {
  const given = Object.entries(parse(cookie, '; ')).map(([name, value]) => [name, String(value)]);
  const cookies = new Map(given as [string, string][]);
  let lastHtml = '';
  const send = async (path: string, init: RequestInit): Promise<PageAnswer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const asked = init.headers as Record<string, string>;
    const headers = { accept: 'text/html', ...asked, cookie };
    const response = await fetch(url + path, { ...init, headers, redirect: 'manual' });
    keepCookies(cookies, response.headers);
    const html = await response.text();
    if (html.includes('<input')) lastHtml = html;
    const { status } = response;
    return { status, html, headers: response.headers, location: response.headers.get('location') };
  };
  return {
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, form, headers = {}) =>
      send(path, {
        method: 'POST',
        body: new URLSearchParams(form),
        headers: { origin: url, ...headers },
      }),
    hidden(name) {
      const field = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(lastHtml)?.[0] ?? '';
      return /value="([^"]*)"/.exec(field)?.[1] ?? '';
    },
  };
}

function keepCookies(cookies: Map<string, string>, headers: Headers): void {
  for (const line of headers.getSetCookie()) {
    const [pair = ''] = line.split(';');
    const [name, value] = Object.entries(parse(pair))[0] ?? [];
    if (name === undefined) continue;
    if (value === '' || /max-age=0/i.test(line)) cookies.delete(name);
    else cookies.set(name, String(value));
  }
}
