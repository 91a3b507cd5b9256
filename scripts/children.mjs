// Starting other programs: with their output kept in a file, or with the terminal handed over.
// Plain JavaScript for any Node from 18 on: it runs before anything is installed.
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname } from 'node:path';

/** The environment of a child whose `node` is this one. @param {string} node */
export function withNodeFirst(node) {
  const env = { ...process.env };
  const pathName = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  env[pathName] = [dirname(node), env[pathName]].filter(Boolean).join(delimiter);
  return env;
}

/**
 * Runs a program to its end with its output in a file.
 * @param {{ program: string, args: string[], cwd: string, logFile: string,
 *   env?: NodeJS.ProcessEnv, shell?: boolean }} job
 * @returns {Promise<{ ok: boolean, tail: string }>} `tail`: the last lines it wrote
 */
export async function runLogged({ program, args, cwd, logFile, env = process.env, shell = false }) {
  const out = openSync(logFile, 'w');
  try {
    const child = spawn(program, args, { cwd, env, shell, stdio: ['ignore', out, out] });
    const code = await new Promise((done) => {
      child.once('error', () => done(-1));
      child.once('exit', (exitCode) => done(exitCode ?? -1));
    });
    return { ok: code === 0, tail: code === 0 ? '' : lastLines(logFile) };
  } finally {
    closeSync(out);
  }
}

/** @param {string} file */
function lastLines(file) {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
}

// One Ctrl-C reaches us twice (from the terminal and from npm): within this time it is one wish.
const sameWishMs = 800;
const passedOn = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR2']);

/**
 * Hands the terminal to a program until it ends. Signals are passed on once each; the child has
 * its own process group, so a Ctrl-C does not reach it a second time past us. If we are killed the
 * hard way the child is told by its channel (see follow-parent.mjs).
 * @param {string} program @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>} its exit code, or 128 + signal number
 */
export function runInFront(program, args, { cwd, env }) {
  const detached = process.platform !== 'win32';
  const child = spawn(program, args, {
    cwd,
    env,
    detached,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  const lastAt = new Map();
  for (const signal of passedOn) {
    process.on(signal, () => {
      const at = performance.now();
      if (at - (lastAt.get(signal) ?? -Infinity) > sameWishMs) child.kill(signal);
      lastAt.set(signal, at);
    });
  }
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code, signal) => {
      done(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}
