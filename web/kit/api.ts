/** A problem the API answered with: its sentence is in the reader's language. */
export class ApiProblem extends Error {
  readonly code: string;
  readonly status: number;
  constructor(problem: { code: string; title: string; status: number }) {
    super(problem.title);
    this.name = 'ApiProblem';
    this.code = problem.code;
    this.status = problem.status;
  }
}

/** Asks the API from the browser. @throws ApiProblem, or TypeError when the network is gone */
export async function getJson<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  return answerOf(await fetch(`/api/v1${path}`, { signal: signal ?? null }));
}

/**
 * Sends JSON to the API from the browser; `key` makes a retry the same request.
 * @throws ApiProblem, or TypeError when the network is gone
 */
export async function postJson<Answer>(path: string, body: unknown, key?: string): Promise<Answer> {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (key !== undefined) headers['idempotency-key'] = key;
  const request = { method: 'POST', headers, body: JSON.stringify(body) };
  return answerOf(await fetch(`/api/v1${path}`, request));
}

/** Characters; browsers let 64 KiB outlive a page, and a character may take three bytes. */
const keptAliveMax = 20_000;

/**
 * Changes or deletes something by the API from the browser.
 * @throws ApiProblem, or TypeError when the network is gone
 */
export async function sendJson<Answer>(
  method: 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Answer> {
  const text = JSON.stringify(body) as string | undefined;
  const json = { headers: { 'content-type': 'application/json' }, body: text };
  // A small one reaches the server even when its page is closed meanwhile.
  const keepalive = (text?.length ?? 0) < keptAliveMax;
  return answerOf(
    await fetch(`/api/v1${path}`, { method, keepalive, ...(body === undefined ? {} : json) }),
  );
}

async function answerOf<Answer>(response: Response): Promise<Answer> {
  const body: unknown = await response.json();
  if (!response.ok) throw new ApiProblem(body as { code: string; title: string; status: number });
  return body as Answer;
}
