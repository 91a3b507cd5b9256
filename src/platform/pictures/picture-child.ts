// The program of the child process that decodes pictures. A file that breaks the decoder, or
// grows it beyond its memory, ends this process and nothing else.
import { setPriority } from 'node:os';
import { isRefusal } from '../refusal.ts';
import { encodePicture, hardenPictureLibrary } from './encode-picture.ts';
import { EXIT_OVER_MEMORY, type PictureAnswer, type PictureTask } from './picture-protocol.ts';

const MEMORY_CHECK_MS = 40;
const NICENESS = 5;

hardenPictureLibrary();
// Pages and payments go first when the machine is short of processors.
setPriority(NICENESS);

// A terminal sends Ctrl-C to the whole group; the server still needs us until it lets go.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.on('disconnect', () => process.exit());
process.on('message', (task: PictureTask) => void work(task));

async function work(task: PictureTask): Promise<void> {
  const watch = setInterval(() => {
    if (process.memoryUsage.rss() > task.memoryBytesMax) process.exit(EXIT_OVER_MEMORY);
  }, MEMORY_CHECK_MS);
  try {
    answer({ picture: await encodePicture(task.bytes, task.limits, task.mark) });
  } catch (error) {
    if (isRefusal(error)) answer({ refusal: { code: error.code, params: error.params } });
    else answer({ fault: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  } finally {
    clearInterval(watch);
  }
}

function answer(message: PictureAnswer): void {
  process.send?.(message);
}
