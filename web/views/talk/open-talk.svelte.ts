import { createContext } from 'svelte';
import { getJson, postJson, sendJson } from '#kit/api.ts';
import type { Wake } from '#kit/live/live-line.ts';
import type { TalkCard, TalkHead, TalkMessage, TalkWriting } from './talk-types.ts';

const pageSize = 40;
const typingShownMs = 5_000;
const typingSaidMs = 2_500;

interface Page {
  readonly items: TalkMessage[];
  readonly nextCursor: string | null;
}

/**
 * The conversation that is open: what has been said, how far the other has read, whether they are
 * writing. Reads only what is new: after the last number it knows.
 */
export class OpenTalk {
  messages = $state<TalkMessage[]>([]);
  hasEarlier = $state(false);
  otherReadSeq = $state(0);
  writing = $state<TalkWriting>('open');
  isTyping = $state(false);
  about = $state<TalkCard | null>(null);
  readonly id: string;
  readonly memberId: string;
  readonly otherId: string;
  #readSeq: number;
  #isCatchingUp = false;
  #mustCatchUp = false;
  #typingEnds: ReturnType<typeof setTimeout> | undefined;
  #typingSaidAt = -typingSaidMs;

  constructor(head: TalkHead, messages: readonly TalkMessage[], memberId: string) {
    this.id = head.id;
    this.memberId = memberId;
    this.otherId = head.with.id;
    this.messages = [...messages];
    this.hasEarlier = (messages[0]?.seq ?? 1) > 1;
    this.otherReadSeq = head.otherReadSeq;
    this.writing = head.writing;
    this.about = head.about;
    this.#readSeq = head.readSeq;
  }

  get lastSeq(): number {
    return this.messages.at(-1)?.seq ?? 0;
  }

  /** Up to which number nothing is missing: one's own message may be here before the other's. */
  get #knownSeq(): number {
    let seq = this.messages[0]?.seq ?? 0;
    for (const message of this.messages) {
      if (message.seq > seq + 1) break;
      seq = message.seq;
    }
    return seq;
  }

  /** Reacts to what the server says; undefined means that something may have been missed. */
  hear(wake: Wake | undefined): void {
    if (wake === undefined) return void this.readAnew();
    if (wake.type.startsWith('orders/')) return void this.readCards();
    if (wake['conversationId'] !== this.id) return;
    const isOther = wake['memberId'] !== this.memberId;
    if (wake.type === 'chat/message' && Number(wake['seq']) > this.#knownSeq) void this.catchUp();
    if (wake.type === 'chat/typing' && isOther) this.#showTyping();
    if (wake.type === 'chat/read' && isOther) {
      this.otherReadSeq = Math.max(this.otherReadSeq, Number(wake['seq']));
    }
  }

  /** Takes messages in, each once, in their order. */
  take(messages: readonly TalkMessage[]): void {
    if (messages.length === 0) return;
    const bySeq = new Map(this.messages.map((message) => [message.seq, message]));
    for (const message of messages) {
      bySeq.set(message.seq, message);
      if (message.senderId !== this.memberId) this.isTyping = false;
    }
    this.messages = [...bySeq.values()].sort((one, other) => one.seq - other.seq);
    this.#seeWhoMayWrite();
  }

  /** Takes in a message that has just been sent from here. */
  takeSent(message: TalkMessage): void {
    if (message.conversationId !== this.id) return;
    this.take([message]);
    if (this.#knownSeq < message.seq) void this.catchUp();
  }

  /** Reads what came after the last message known; asked meanwhile, it reads once more. */
  async catchUp(): Promise<void> {
    this.#mustCatchUp = true;
    if (this.#isCatchingUp) return;
    this.#isCatchingUp = true;
    try {
      while (this.#mustCatchUp) {
        this.#mustCatchUp = false;
        const page = await this.#read(`after=${this.#knownSeq}&limit=50`);
        this.take(page.items);
        if (page.nextCursor !== null) this.#mustCatchUp = true;
      }
    } catch {
      // The connection is gone: the live line says when it is back.
    } finally {
      this.#isCatchingUp = false;
    }
  }

  async readEarlier(): Promise<void> {
    const first = this.messages[0]?.seq ?? 1;
    if (first <= 1) return;
    const page = await this.#read(`before=${first}&limit=${pageSize}`);
    this.take(page.items);
    this.hasEarlier = page.nextCursor !== null;
  }

  /** Cards are read with their messages: the latest ones are what may have changed. */
  async readCards(): Promise<void> {
    if (this.messages.some((message) => message.card)) {
      await this.#read(`limit=50`).then(
        (page) => this.take(page.items),
        () => undefined,
      );
    }
    await this.#readHead();
  }

  async readAnew(): Promise<void> {
    await this.catchUp();
    await this.readCards();
  }

  async #readHead(): Promise<void> {
    const head = await getJson<TalkHead>(`/conversations/${this.id}`).catch(() => undefined);
    if (!head) return;
    this.otherReadSeq = Math.max(this.otherReadSeq, head.otherReadSeq);
    this.about = head.about;
    this.writing = head.writing;
  }

  /** Says that everything here was seen; nothing is said twice. */
  async markRead(): Promise<void> {
    const seq = this.lastSeq;
    if (seq <= this.#readSeq) return;
    const before = this.#readSeq;
    this.#readSeq = seq;
    await sendJson('PUT', `/conversations/${this.id}/read-mark`, { seq }).catch(
      () => (this.#readSeq = before),
    );
  }

  /** Lets the other see that this member writes, once in a while. */
  sayTyping(): void {
    const now = performance.now();
    if (this.writing !== 'open' || now - this.#typingSaidAt < typingSaidMs) return;
    this.#typingSaidAt = now;
    void postJson(`/conversations/${this.id}/typing`, {}).catch(() => undefined);
  }

  #showTyping(): void {
    clearTimeout(this.#typingEnds);
    this.isTyping = true;
    this.#typingEnds = setTimeout(() => (this.isTyping = false), typingShownMs);
  }

  /** A stranger has one message; the first answer opens the conversation for good. */
  #seeWhoMayWrite(): void {
    if (this.writing === 'blocked' || this.about) return;
    const isAnswered =
      this.hasEarlier || this.messages.some((message) => message.senderId !== this.memberId);
    this.writing = isAnswered || this.messages.length === 0 ? 'open' : 'wait-for-answer';
  }

  #read(query: string): Promise<Page> {
    return getJson<Page>(`/conversations/${this.id}/messages?${query}`);
  }
}

export const [useTalk, provideTalk] = createContext<OpenTalk>();
