import { ApiProblem, sendJson } from '#kit/api.ts';
import type { KeptPicture } from './tray.svelte.ts';

type Audience = { kind: 'public' } | { kind: 'followers' } | { kind: 'circle'; circleId: string };

/** What is written, field by field as it is typed. */
export type Written = {
  title: string;
  text: string;
  mentions: { memberId: string; name: string }[];
  city: string | null;
  placeCircleId: string | null;
  audience: Audience;
  /** What is sold with it; nothing in it when nothing is. */
  goods: Record<string, string>;
};

/** A draft as the server or this browser keeps it. */
export type KeptDraft = {
  key: string;
  revision: number;
  written: Written;
  pictures: readonly KeptPicture[];
};

export const nothingWritten: Written = {
  title: '',
  text: '',
  mentions: [],
  city: null,
  placeCircleId: null,
  audience: { kind: 'public' },
  goods: {},
};

/** How old a change may grow before the server has it, and a failed saving before it is tried again. */
const saveAfterMs = 2000;

/** Names of 36 signs for a draft; also over plain http, where `randomUUID` is missing. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What this browser kept under a name; undefined when nothing, or nothing readable. */
export function readKept(name: string): (KeptDraft & { isSaved: boolean }) | undefined {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

export function forgetKept(name: string): void {
  try {
    localStorage.removeItem(name);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

/** Keeps a draft in this browser at once, and at the server a moment later. */
export class DraftKeeper {
  /** Where it is kept by now. */
  state = $state<'nowhere' | 'here' | 'server'>('nowhere');
  key: string;
  revision: number;
  readonly #name: string;
  readonly #isShared: boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last = '';
  /** What the server does not have yet. */
  #unsaved: { written: Written; pictures: readonly KeptPicture[] } | undefined;
  #saving: Promise<boolean> | undefined;
  #isOver = false;

  /** @param isShared whether other devices shall have it too; changes to a note stay here */
  constructor(name: string, draft: { key: string; revision: number }, isShared: boolean) {
    this.#name = name;
    this.key = draft.key;
    this.revision = draft.revision;
    this.#isShared = isShared;
  }

  keep(written: Written, pictures: readonly KeptPicture[]): void {
    const now = JSON.stringify({ written, pictures: pictures.map(({ id }) => id) });
    if (this.#isOver || now === this.#last) return;
    const isFirst = this.#last === '';
    this.#last = now;
    const isEmpty = !written.title && !written.text && pictures.length === 0;
    if (isEmpty && (isFirst || this.revision === 0)) return forgetKept(this.#name);
    this.#write(written, pictures, false);
    if (isFirst || !this.#isShared) return;
    this.#unsaved = { written, pictures };
    this.#saveSoon();
  }

  /** The page is being left: what the server does not have goes off now. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#unsaved || this.#saving || this.#isOver) return;
    const { written, pictures } = this.#unsaved;
    this.#unsaved = undefined;
    this.#saving = this.#save(written, pictures);
    const isDone = await this.#saving;
    this.#saving = undefined;
    if (this.#isOver) return;
    if (!isDone) this.#unsaved ??= { written, pictures };
    if (this.#unsaved) this.#saveSoon();
  }

  /** It is published, or thrown away. */
  async end(): Promise<void> {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#unsaved = undefined;
    forgetKept(this.#name);
    await this.#saving;
    if (this.#isShared && this.revision > 0) {
      await sendJson('DELETE', `/drafts/${this.key}`).catch(() => undefined);
    }
  }

  /** Not put off by further changes: who types on and on is kept as well. */
  #saveSoon(): void {
    this.#timer ??= setTimeout(() => void this.flush(), saveAfterMs);
  }

  #write(written: Written, pictures: readonly KeptPicture[], isSaved: boolean): void {
    const { key, revision } = this;
    try {
      const draft = { key, revision, written, pictures, isSaved };
      localStorage.setItem(this.#name, JSON.stringify(draft));
      if (this.state === 'nowhere') this.state = 'here';
    } catch {
      // Private windows keep nothing; the server still does.
    }
  }

  /** @returns false where it must be tried again */
  async #save(written: Written, pictures: readonly KeptPicture[]): Promise<boolean> {
    try {
      const content = { ...written, pictureIds: pictures.map(({ id }) => id) };
      const body = { revision: this.revision, content };
      const saved = await sendJson<{ revision: number }>('PUT', `/drafts/${this.key}`, body);
      this.revision = saved.revision;
      if (this.#isOver) return true;
      this.state = 'server';
      if (!this.#unsaved) this.#write(written, pictures, true);
      return true;
    } catch (error) {
      if (this.#isOver) return true;
      if (!(error instanceof ApiProblem) || error.status >= 500 || error.status === 429)
        return false;
      if (error.code !== 'community/draft-changed') return true;
      // Changed on another device: both stay, this one under a name of its own.
      this.key = newKey();
      this.revision = 0;
      return this.#save(written, pictures);
    }
  }
}
