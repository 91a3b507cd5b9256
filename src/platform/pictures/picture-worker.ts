import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Outage, refuse } from '../refusal.ts';
import { EXIT_OVER_MEMORY, type PictureAnswer, type PictureTask } from './picture-protocol.ts';
import type { ProcessedPicture } from './processed-picture.ts';

/** One child process that encodes pictures, one at a time, started when first needed. */
export interface PictureWorker {
  /** @throws Refusal of the picture, pictures/unprocessable, platform/busy; Outage */
  run(task: PictureTask): Promise<ProcessedPicture>;
  /** Ends the child and waits until it is gone. */
  stop(): Promise<void>;
  /** The running child's process id, for measuring. */
  pid(): number | undefined;
}

export type PictureWorkerOptions = {
  readonly timeoutMs: number;
  /** An idle child gives its memory back after this long. */
  readonly idleMs: number;
  /** The child's program; tests hand in ones that misbehave. */
  readonly program?: URL;
};

type Ending =
  | { readonly kind: 'answered'; readonly answer: PictureAnswer }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'exited'; readonly code: number | null }
  | { readonly kind: 'not-started'; readonly error: Error };

const OWN_PROGRAM = new URL('./picture-child.ts', import.meta.url);

/** Native memory fragments; a fresh child after so many pictures keeps it flat. */
const PICTURES_PER_CHILD = 200;

/** Makes a worker; no process starts before the first task. */
export function createPictureWorker(options: PictureWorkerOptions): PictureWorker {
  let child: ChildProcess | undefined;
  let done = 0;
  let stopped = false;
  let idle: NodeJS.Timeout | undefined;

  const discard = () => {
    clearTimeout(idle);
    child?.kill('SIGKILL');
    child = undefined;
    done = 0;
  };

  const attempt = async (task: PictureTask): Promise<Ending> => {
    clearTimeout(idle);
    child ??= startChild(options.program ?? OWN_PROGRAM);
    const ending = await converse(child, task, options.timeoutMs);
    done += 1;
    if (ending.kind !== 'answered' || done >= PICTURES_PER_CHILD) discard();
    else idle = setTimeout(discard, options.idleMs).unref();
    return ending;
  };

  return {
    async run(task) {
      if (stopped) refuse('platform/busy');
      let ending = await attempt(task);
      // A child may have died before it saw this picture: the picture gets one more chance.
      if (isCrash(ending) && !stopped) ending = await attempt(task);
      if (stopped && ending.kind === 'exited') refuse('platform/busy');
      return conclude(ending);
    },
    async stop() {
      stopped = true;
      const last = child;
      discard();
      if (!last || last.exitCode !== null || last.signalCode !== null) return;
      last.ref();
      await once(last, 'exit');
    },
    pid: () => child?.pid,
  };
}

function startChild(program: URL): ChildProcess {
  const child = fork(program, {
    serialization: 'advanced',
    execArgv: ['--max-old-space-size=256'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // The decoder needs none of the server's secrets.
    env: { PATH: process.env['PATH'], VIPS_WARNING: '1', MALLOC_ARENA_MAX: '2' },
  });
  // Each conversation listens for itself; between two, an error shows as an exit.
  child.on('error', () => undefined);
  return child;
}

/** Sends one task and waits for its answer, the child's end, or the clock, whichever is first. */
async function converse(
  child: ChildProcess,
  task: PictureTask,
  timeoutMs: number,
): Promise<Ending> {
  const { promise, resolve } = Promise.withResolvers<Ending>();
  const onMessage = (answer: unknown) =>
    resolve({ kind: 'answered', answer: answer as PictureAnswer });
  const onExit = (code: number | null) => resolve({ kind: 'exited', code });
  const onError = (error: Error) => resolve({ kind: 'not-started', error });
  const timer = setTimeout(() => resolve({ kind: 'timed-out' }), timeoutMs);
  child.on('message', onMessage).on('exit', onExit).on('error', onError);
  keepAwakeFor(child, true);
  // Where the channel is already closed the exit follows, and says more.
  child.send(task, () => undefined);
  const ending = await promise;
  clearTimeout(timer);
  child.off('message', onMessage).off('exit', onExit).off('error', onError);
  keepAwakeFor(child, false);
  return ending;
}

/** An idle child must not keep the server's process from ending. */
function keepAwakeFor(child: ChildProcess, busy: boolean): void {
  if (busy) {
    child.ref();
    child.channel?.ref();
  } else {
    child.unref();
    child.channel?.unref();
  }
}

function isCrash(ending: Ending): boolean {
  return ending.kind === 'exited' && ending.code !== EXIT_OVER_MEMORY;
}

function conclude(ending: Ending): ProcessedPicture {
  if (ending.kind === 'not-started') throw new Outage('picture-worker', ending.error);
  if (ending.kind !== 'answered') return refuse('pictures/unprocessable');
  const { answer } = ending;
  if ('picture' in answer) return answer.picture;
  if ('refusal' in answer) return refuse(answer.refusal.code, answer.refusal.params);
  throw new Error(`the picture child failed: ${answer.fault}`);
}
