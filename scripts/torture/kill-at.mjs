// Preloaded (node --import) into a product that is to die: ends this process with SIGKILL at one
// boundary, named `<work> <moment>` by what is being worked at (src/platform/working-at.ts) and a
// moment around a commit. It wraps the driver and the server from outside; the product itself
// holds no switch for it.
//   TUCKSHOP_KILL_AT       the boundary; it is passed once, and the process is gone
//   TUCKSHOP_KILL_ALSO     the postmaster.pid of a server that is killed first, with all its processes
//   TUCKSHOP_BOUNDARIES_IN a file that takes down each boundary passed, once
import { AsyncLocalStorage } from 'node:async_hooks';
import { channel, subscribe } from 'node:diagnostics_channel';
import { appendFileSync, readFileSync } from 'node:fs';
import http from 'node:http';
import pg from 'pg';

const wanted = process.env['TUCKSHOP_KILL_AT'];
const server = process.env['TUCKSHOP_KILL_ALSO'];
const list = process.env['TUCKSHOP_BOUNDARIES_IN'];

/** @typedef {{ name?: string, isWritten?: boolean }} Work */
/** What is being worked at. @type {AsyncLocalStorage<Work>} */
const work = new AsyncLocalStorage();
/** The request a reply belongs to: it is sent when its work is over. @type {AsyncLocalStorage<Work>} */
const request = new AsyncLocalStorage();

channel('tuckshop:work').bindStore(work, (message) => {
  const begun = { name: /** @type {{ name: string }} */ (message).name };
  const asked = request.getStore();
  // What a request began is its own; a worker's loop may have been woken by it and is not.
  return asked && !/ /.test(begun.name) ? Object.assign(asked, begun) : begun;
});
subscribe('tuckshop:work', () => undefined);

const passed = new Set();

/** @param {Work} one @param {'before-commit' | 'after-commit' | 'before-reply'} moment */
function reach({ name }, moment) {
  const boundary = `${name} ${moment}`;
  if (list && !passed.has(boundary)) {
    passed.add(boundary);
    appendFileSync(list, `${boundary}\n`);
  }
  if (boundary !== wanted) return;
  if (server) killServer(server);
  process.kill(process.pid, 'SIGKILL');
}

/** @param {string} lockFile a server's own note of its process */
function killServer(lockFile) {
  const pid = Number.parseInt(readFileSync(lockFile, 'utf8'), 10);
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ');
  for (const one of [pid, ...children.filter(Boolean).map(Number)]) {
    try {
      process.kill(one, 'SIGKILL');
    } catch {
      // A child ends with its parent.
    }
  }
}

/** Connections inside a transaction, and whether anything was written in it. @type {WeakMap<object, boolean>} */
const open = new WeakMap();
const writing = /\b(?:insert|update|delete|merge)\b|\bselect\s+\w+\.\w+\(/i;

/** @param {object} client @param {string} text whether it ends with something written for good */
function commits(client, text) {
  const isInside = open.has(client);
  if (/^\s*(?:begin|start transaction)\b/i.test(text)) open.set(client, false);
  else if (/^\s*rollback\s*$/i.test(text)) open.delete(client);
  else if (/^\s*commit\b/i.test(text)) {
    const isWritten = open.get(client) === true;
    open.delete(client);
    return isWritten;
  } else if (writing.test(text)) {
    if (!isInside) return true;
    open.set(client, true);
  }
  return false;
}

const query = pg.Client.prototype.query;
/** @this {pg.Client} @param {any[]} args */
pg.Client.prototype.query = /** @type {any} */ (
  function (...args) {
    const text = typeof args[0] === 'string' ? args[0] : args[0]?.text;
    const one = work.getStore();
    const isCommit = typeof text === 'string' && commits(this, text);
    if (!isCommit || !one) return Reflect.apply(query, this, args);
    reach(one, 'before-commit');
    const answer = Reflect.apply(query, this, args);
    return answer?.then?.((/** @type {unknown} */ told) => {
      one.isWritten = true;
      reach(one, 'after-commit');
      return told;
    });
  }
);

const emit = http.Server.prototype.emit;
http.Server.prototype.emit = function (event, ...args) {
  if (event !== 'request') return Reflect.apply(emit, this, [event, ...args]);
  return request.run({}, () => Reflect.apply(emit, this, [event, ...args]));
};

const end = http.ServerResponse.prototype.end;
/** @param {any[]} args */
http.ServerResponse.prototype.end = function (...args) {
  const asked = request.getStore();
  if (asked?.name && asked.isWritten) reach(asked, 'before-reply');
  return Reflect.apply(end, this, args);
};
