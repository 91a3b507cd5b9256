import assert from 'node:assert/strict';
import { Refusal, refuse } from '../refusal.ts';
import { pictureTypeOf } from './picture-type.ts';
import { type PictureWorker, createPictureWorker } from './picture-worker.ts';
import {
  DEFAULT_PICTURE_LIMITS,
  type PictureLimits,
  type ProcessedPicture,
} from './processed-picture.ts';

/** Turns uploaded bytes into what the product keeps of a picture. */
export interface PictureProcessor {
  /**
   * Checks and re-encodes one picture, with `mark` written across it. Nothing is stored.
   *
   * @throws Refusal pictures/too-large, pictures/unsupported-type, pictures/heic-unsupported,
   *   pictures/damaged, pictures/too-many-pixels, pictures/too-small, pictures/unprocessable;
   *   platform/busy when too many wait
   * @throws Outage when no child process can be started
   */
  process(bytes: Buffer, mark?: string): Promise<ProcessedPicture>;
  /** Ends the child processes; pictures still under way are refused with platform/busy. */
  close(): Promise<void>;
}

export type PictureProcessorOptions = {
  /** Child processes, each up to 450 MB while it works. Default 1. */
  readonly workers?: number;
  readonly limits?: Partial<PictureLimits>;
  /** For one picture, from its start. Default 20 s. */
  readonly timeoutMs?: number;
  /** Resident memory of one child. Default 1 GB. */
  readonly memoryBytesMax?: number;
  /** Pictures that may wait, and the bytes they may hold. Default 24 and 96 MB. */
  readonly queueLengthMax?: number;
  readonly queueBytesMax?: number;
  /** An idle child ends after this long. Default 60 s. */
  readonly idleMs?: number;
};

const MEGABYTE = 1024 * 1024;

const DEFAULTS = {
  workers: 1,
  timeoutMs: 20_000,
  memoryBytesMax: 1024 * MEGABYTE,
  queueLengthMax: 24,
  queueBytesMax: 96 * MEGABYTE,
  idleMs: 60_000,
} as const;

/**
 * Makes a processor whose decoding happens in child processes, so that neither a crash nor a
 * decompression bomb reaches the server. At most `workers` pictures are decoded at a time; a
 * bounded number waits, the rest is refused at once.
 */
export function createPictureProcessor(options: PictureProcessorOptions = {}): PictureProcessor {
  const settings = { ...DEFAULTS, ...options };
  const limits = { ...DEFAULT_PICTURE_LIMITS, ...options.limits };
  const workers = Array.from({ length: settings.workers }, () => createPictureWorker(settings));
  const line = createLine(workers, settings);
  return {
    async process(bytes, mark) {
      checkFile(bytes, limits);
      const worker = await line.claim(bytes.byteLength);
      try {
        return await worker.run({ bytes, limits, memoryBytesMax: settings.memoryBytesMax, mark });
      } finally {
        line.release(worker);
      }
    },
    async close() {
      line.close();
      await Promise.all(workers.map((worker) => worker.stop()));
    },
  };
}

function checkFile(bytes: Buffer, limits: PictureLimits): void {
  if (bytes.byteLength === 0) refuse('pictures/damaged');
  if (bytes.byteLength > limits.bytesMax) {
    refuse('pictures/too-large', { limitMb: Math.floor(limits.bytesMax / MEGABYTE) });
  }
  const type = pictureTypeOf(bytes);
  if (type === 'heic') refuse('pictures/heic-unsupported');
  if (type === 'unsupported') refuse('pictures/unsupported-type');
}

type Waiter = {
  readonly bytes: number;
  readonly resolve: (worker: PictureWorker) => void;
  readonly reject: (reason: Refusal) => void;
};

/** The line in front of the workers: first come, first served, bounded in heads and bytes. */
function createLine(
  workers: readonly PictureWorker[],
  bounds: { queueLengthMax: number; queueBytesMax: number },
) {
  assert.ok(workers.length > 0, 'a picture processor needs a worker');
  const free = [...workers];
  const waiting: Waiter[] = [];
  let closed = false;

  const hasRoomFor = (bytes: number) => {
    const held = waiting.reduce((sum, waiter) => sum + waiter.bytes, bytes);
    return waiting.length < bounds.queueLengthMax && held <= bounds.queueBytesMax;
  };

  return {
    claim(bytes: number): Promise<PictureWorker> {
      if (closed) return refuse('platform/busy');
      const worker = free.pop();
      if (worker) return Promise.resolve(worker);
      if (!hasRoomFor(bytes)) return refuse('platform/busy');
      return new Promise((resolve, reject) => waiting.push({ bytes, resolve, reject }));
    },
    release(worker: PictureWorker): void {
      const next = waiting.shift();
      if (next) next.resolve(worker);
      else free.push(worker);
    },
    close(): void {
      closed = true;
      for (const waiter of waiting.splice(0)) waiter.reject(new Refusal('platform/busy'));
    },
  };
}
