import type { RefusalCatalogue } from '../../refusal.ts';
import { shapeOf, type Schema } from './shape.ts';

type Content = Record<string, { schema?: Schema }>;
type Parameter = { name: string; in: string; required: boolean; schema: Schema };
type Operation = {
  operationId: string;
  summary: string;
  tags: string[];
  parameters: Parameter[];
  requestBody?: { content: Content };
  responses: Record<string, { description: string; content?: Content }>;
  'x-access': { who: string; touches: string };
};
export type ApiDocument = {
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
};
type Entry = { method: string; path: string; operation: Operation };

/** Where the page and its style lie below /api/v1. */
export const pagePath = '/docs';
export const stylePath = '/docs/style.css';

/** The page to browse the API with: our own document as HTML, without a script. */
export function apiPage(document: ApiDocument, catalogue: RefusalCatalogue): string {
  const entries = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
  const byTag = [...Map.groupBy(entries, ({ operation }) => operation.tags[0]!)].toSorted(
    ([a], [b]) => (a < b ? -1 : 1),
  );
  const { title, version } = document.info;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${esc(title)} API ${esc(version)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/api/v1${stylePath}">
</head>
<body>
<header>
<h1>${esc(title)} API <small>${esc(version)}</small></h1>
<p>${entries.length} operations. The same as a machine reads it: <a href="/api/v1/openapi.json">OpenAPI 3.1</a>. <a href="/">Back to the shop</a></p>
${rules}
<nav aria-label="Parts">${byTag.map(([tag]) => `<a href="#${esc(tag)}">${esc(tag)}</a>`).join(' ')} <a href="#codes">error codes</a></nav>
</header>
<main>
${byTag.map(([tag, of]) => section(tag, of)).join('\n')}
${codes(catalogue)}
</main>
</body>
</html>
`;
}

const rules = `<ul>
<li>Amounts are whole fen: <code>168000</code> is ¥1,680.00. Times are ISO 8601 in UTC. Ids are text.</li>
<li>Sign in with <code>requestSignInCode</code> and <code>signIn</code>; send the token as a cookie or as <code>Authorization: Bearer</code>.</li>
<li>Where <em>retry-safe</em> stands, send an <code>Idempotency-Key</code> of your own: a retry under the same key is answered, not done again.</li>
<li>What is refused is answered as <code>application/problem+json</code> with a stable <code>code</code>; <code>Accept-Language</code> chooses the sentence. A thing that is not yours is answered as if it did not exist.</li>
</ul>`;

function section(tag: string, entries: Entry[]): string {
  return `<section aria-labelledby="${esc(tag)}">
<h2 id="${esc(tag)}">${esc(tag)}</h2>
${entries.map(operationPart).join('\n')}
</section>`;
}

function operationPart({ method, path, operation }: Entry): string {
  const { who, touches } = operation['x-access'];
  const named = operation.parameters.filter((one) => one.in !== 'header');
  const isRetrySafe = named.length < operation.parameters.length;
  const body = operation.requestBody?.content;
  return `<details id="${esc(operation.operationId)}">
<summary><b class="${method}">${method.toUpperCase()}</b> <code>${esc(path.replace('/api/v1', ''))}</code> <span>${esc(operation.summary)}</span></summary>
<p><code>${esc(operation.operationId)}</code> · ${esc(callers[who] ?? who)}${esc(reach[touches] ?? '')}${isRetrySafe ? ' · <em>retry-safe</em>' : ''}</p>
${named.length > 0 ? shape('Parameters', named.map(parameterLine).join('\n')) : ''}
${body ? contentShape('Body', body) : ''}
${Object.entries(operation.responses).map(answerPart).join('\n')}
</details>`;
}

const callers: Record<string, string> = {
  anyone: 'anyone may call it',
  member: 'for signed-in members',
  operator: 'for operators with a second factor',
  sandbox: 'in the sandbox only',
};
const reach: Record<string, string> = {
  own: ', for what is their own',
  party: ', for what they take part in',
};

function parameterLine({ name, in: place, required, schema }: Parameter): string {
  return `${name}${required ? '' : '?'}: ${shapeOf(schema)}   in the ${place}`;
}

function answerPart([status, { content }]: [string, Operation['responses'][string]]): string {
  if (status === 'default') return '';
  if (!content) return `<p>Answer ${esc(status)}</p>`;
  return contentShape(`Answer ${status}`, content);
}

function contentShape(title: string, content: Content): string {
  return Object.entries(content)
    .map(([type, { schema }]) => {
      const head = type === 'application/json' ? title : `${title} (${type})`;
      return schema ? shape(head, shapeOf(schema)) : `<p>${esc(head)}</p>`;
    })
    .join('\n');
}

function shape(title: string, text: string): string {
  return `<h3>${esc(title)}</h3>
<pre tabindex="0">${esc(text)}</pre>`;
}

function codes(catalogue: RefusalCatalogue): string {
  const rows = catalogue
    .codes()
    .toSorted()
    .map((code) => {
      const status = catalogue.status(code);
      return `<dt><code>${esc(code)}</code> ${status}</dt>
<dd>${esc(catalogue.text(code, 'en'))}<br><span lang="zh-CN">${esc(catalogue.text(code, 'zh-CN'))}</span></dd>`;
    });
  return `<section aria-labelledby="codes">
<h2 id="codes">error codes</h2>
<dl>
${rows.join('\n')}
</dl>
</section>`;
}

function esc(text: string): string {
  const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (sign) => signs[sign]!);
}
