import { closeSync, existsSync, openSync, renameSync, writeSync } from 'node:fs';
import { createReadStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';

export type Journal<Entry> = {
  /** Writes one line; when it returns, killing the process can no longer lose the entries. */
  append(entries: readonly Entry[]): void;
  /** Replaces everything written so far by one line for each of the living entries. */
  rewrite(living: Iterable<Entry>): void;
  close(): void;
};

/**
 * An append-only file of JSON lines, each line the entries of one commit: a torn last line (the
 * process died inside a write) was never acknowledged and is passed over. The lines are handed to
 * the operating system, not forced to the disk: enough against kill -9, which is what a simulator
 * has to survive. Without a file nothing is kept.
 */
export async function openJournal<Entry>(
  file: string | undefined,
  onEntry: (entry: Entry) => void,
): Promise<Journal<Entry>> {
  if (file === undefined) return { append() {}, rewrite() {}, close() {} };
  await mkdir(dirname(file), { recursive: true });
  if (existsSync(file)) await readEntries(file, onEntry);
  return createWriter(file);
}

async function readEntries<Entry>(file: string, onEntry: (entry: Entry) => void): Promise<void> {
  const lines = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity });
  for await (const line of lines) {
    for (const entry of parseLine<Entry>(line)) onEntry(entry);
  }
}

function parseLine<Entry>(line: string): Entry[] {
  try {
    const entries: unknown = JSON.parse(line);
    return Array.isArray(entries) ? entries : [];
  } catch {
    // Only a write cut short leaves such a line, and its answer was never given.
    return [];
  }
}

function createWriter<Entry>(file: string): Journal<Entry> {
  // Owner only: the file holds the simulator's private key. The first line break ends a torn line.
  let fd = openSync(file, 'a', 0o600);
  let closed = false;
  writeWhole(fd, '\n');
  return {
    append(entries) {
      if (closed) throw new Error('the journal is closed');
      writeWhole(fd, `${JSON.stringify(entries)}\n`);
    },
    rewrite(living) {
      const fresh = `${file}.new`;
      const freshFd = openSync(fresh, 'w', 0o600);
      for (const entry of living) writeWhole(freshFd, `${JSON.stringify([entry])}\n`);
      renameSync(fresh, file);
      closeSync(fd);
      fd = freshFd;
    },
    close() {
      if (!closed) closeSync(fd);
      closed = true;
    },
  };
}

function writeWhole(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(fd, bytes, written);
  } catch (error) {
    // Ends the torn line, or a later, acknowledged one would be glued to it and lost with it.
    if (written > 0) writeSync(fd, '\n');
    throw error;
  }
}
