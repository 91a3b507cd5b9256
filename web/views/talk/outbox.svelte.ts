import { createContext } from 'svelte';
import { ApiProblem, postJson } from '#kit/api.ts';
import { forgetUnsent, keepUnsent, readUnsent } from './outbox-store.ts';
import { uploadPicture } from './upload-picture.ts';
import type { TalkMessage } from './talk-types.ts';

/** What a message says: words, a picture with or without words, or a card. */
export interface Said {
  readonly text?: string | undefined;
  readonly picture?: Blob | undefined;
  readonly card?: { readonly kind: string; readonly ref: string } | undefined;
}

/** An unsent message as the browser keeps it; its name makes a second sending the same message. */
export interface Kept extends Said {
  readonly memberId: string;
  readonly conversationId: string;
  readonly clientId: string;
  /** When it was written, ISO 8601. */
  readonly at: string;
  /** Set once its picture is on the shelf. */
  pictureId?: string | undefined;
}

/** An unsent message on the page. */
export interface Unsent extends Kept {
  state: 'sending' | 'waiting' | 'failed';
  /** Why it was refused, in the reader's words. */
  problem?: string | undefined;
  /** How much of its picture is there, 0–1. */
  progress?: number | undefined;
  readonly preview?: string | undefined;
}

const pauseMsMin = 1_000;
const pauseMsMax = 15_000;

/**
 * Sends a member's messages in their order, each until it is there. A lost connection loses
 * nothing: what is not confirmed is kept in the browser and sent again under the same name, which
 * the server knows as the same message. What the server refuses stays, with its reason.
 */
export class Outbox {
  unsent = $state<Unsent[]>([]);
  readonly #memberId: string;
  readonly #busy = new Set<string>();
  readonly #listeners = new Set<(message: TalkMessage) => void>();
  readonly #refusals = new Set<(conversationId: string, code: string) => void>();
  #pauseMs = pauseMsMin;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(memberId: string) {
    this.#memberId = memberId;
  }

  /** Takes up what was left, and tries again whenever the network is back; @returns what ends it */
  open(): () => void {
    const hurry = () => this.flush();
    addEventListener('online', hurry);
    void readUnsent(this.#memberId).then((kept) => {
      const known = new Set(this.unsent.map((one) => one.clientId));
      const left = kept.filter((one) => !known.has(one.clientId));
      this.unsent.unshift(...left.map((one) => shown(one, 'waiting')));
      this.flush();
    });
    return () => {
      removeEventListener('online', hurry);
      clearTimeout(this.#timer);
    };
  }

  /** Calls `hear` for each message that is there. */
  onSent(hear: (message: TalkMessage) => void): () => void {
    this.#listeners.add(hear);
    return () => void this.#listeners.delete(hear);
  }

  /** Calls `hear` for each message that was refused, with the code. */
  onRefused(hear: (conversationId: string, code: string) => void): () => void {
    this.#refusals.add(hear);
    return () => void this.#refusals.delete(hear);
  }

  send(conversationId: string, said: Said, at: Date): void {
    const kept: Kept = {
      ...said,
      memberId: this.#memberId,
      conversationId,
      clientId: newName(),
      at: at.toISOString(),
    };
    this.unsent.push(shown(kept, 'sending'));
    void keepUnsent(kept);
    void this.#work(conversationId);
  }

  retry(clientId: string): void {
    const found = this.unsent.find((one) => one.clientId === clientId);
    if (!found) return;
    found.state = 'sending';
    found.problem = undefined;
    void this.#work(found.conversationId);
  }

  drop(clientId: string): void {
    const place = this.unsent.findIndex((one) => one.clientId === clientId);
    const [gone] = place < 0 ? [] : this.unsent.splice(place, 1);
    if (gone?.preview) URL.revokeObjectURL(gone.preview);
    void forgetUnsent(clientId);
  }

  /** What has been read of the conversation is there, though its answer was lost on the way. */
  confirm(messages: readonly TalkMessage[]): void {
    if (this.unsent.length === 0) return;
    const there = new Set(messages.map((message) => message.clientId));
    const confirmed = this.unsent.filter(({ clientId }) => there.has(clientId));
    for (const { clientId } of confirmed) this.drop(clientId);
  }

  /** Tries everything again that waits. */
  flush(): void {
    for (const id of new Set(this.unsent.map((one) => one.conversationId))) void this.#work(id);
  }

  async #work(conversationId: string): Promise<void> {
    if (this.#busy.has(conversationId)) return;
    this.#busy.add(conversationId);
    try {
      for (;;) {
        const next = this.unsent.find(
          (one) => one.conversationId === conversationId && one.state !== 'failed',
        );
        if (!next || !(await this.#sendOne(next))) return;
      }
    } finally {
      this.#busy.delete(conversationId);
    }
  }

  /** @returns whether to go on with the next */
  async #sendOne(one: Unsent): Promise<boolean> {
    one.state = 'sending';
    try {
      const message = await deliver(one);
      this.#pauseMs = pauseMsMin;
      this.drop(one.clientId);
      for (const hear of this.#listeners) hear(message);
      return true;
    } catch (error) {
      if (error instanceof ApiProblem && !isPassing(error.status)) {
        one.state = 'failed';
        one.problem = error.message;
        for (const hear of this.#refusals) hear(one.conversationId, error.code);
        return true;
      }
      this.#waitFrom(one);
      this.#tryLater();
      return false;
    }
  }

  /** Who is behind one that waits waits as well: messages go off in their order. */
  #waitFrom({ conversationId }: Unsent): void {
    for (const one of this.unsent) {
      if (one.conversationId === conversationId && one.state === 'sending') one.state = 'waiting';
    }
  }

  #tryLater(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), this.#pauseMs);
    this.#pauseMs = Math.min(this.#pauseMs * 2, pauseMsMax);
  }
}

/** Tuckshop's own trouble, or a limit that passes: the message is good and waits. */
const isPassing = (status: number): boolean => status >= 500 || status === 429 || status === 408;

async function deliver(one: Unsent): Promise<TalkMessage> {
  const { conversationId, clientId, text, card, picture } = one;
  if (picture && !one.pictureId) {
    one.pictureId = await uploadPicture(picture, (share) => (one.progress = share));
    const { memberId, at, pictureId } = one;
    void keepUnsent({ memberId, conversationId, clientId, at, text, picture, pictureId });
  }
  const said = card
    ? { card: { kind: card.kind, ref: card.ref } }
    : { ...(one.pictureId ? { pictureId: one.pictureId } : {}), ...(text ? { text } : {}) };
  return postJson<TalkMessage>(`/conversations/${conversationId}/messages`, { clientId, ...said });
}

function shown(kept: Kept, state: Unsent['state']): Unsent {
  const preview = kept.picture && URL.createObjectURL(kept.picture);
  return { ...kept, state, preview };
}

/** A name no other message of this member has; plain http pages know no randomUUID. */
function newName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The pages of chat share one outbox: what was said goes off whichever of them is open. */
export const [useOutbox, provideOutbox] = createContext<Outbox>();
