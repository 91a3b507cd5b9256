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
    if (isFirst) return;
    clearTimeout(this.#timer);
    if (this.#isShared) {
      this.#timer = setTimeout(() => void this.#save(written, pictures), saveAfterMs);
    }
  }

  /** It is published, or thrown away. */
  async end(): Promise<void> {
    this.#isOver = true;
    clearTimeout(this.#timer);
    forgetKept(this.#name);
    if (this.#isShared && this.revision > 0) {
      await sendJson('DELETE', `/drafts/${this.key}`).catch(() => undefined);
    }
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

  async #save(written: Written, pictures: readonly KeptPicture[]): Promise<void> {
    try {
      const content = { ...written, pictureIds: pictures.map(({ id }) => id) };
      const body = { revision: this.revision, content };
      const saved = await sendJson<{ revision: number }>('PUT', `/drafts/${this.key}`, body);
      if (this.#isOver) return;
      this.revision = saved.revision;
      this.state = 'server';
      this.#write(written, pictures, true);
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== 'community/draft-changed') return;
      // Changed on another device: both stay, this one under a name of its own.
      this.key = newKey();
      this.revision = 0;
      await this.#save(written, pictures);
    }
  }
}
