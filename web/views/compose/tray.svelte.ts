import { shrinkPicture } from '../trade/shrink-picture.ts';

/** A picture of the note being written: on its way up, failed, or kept. */
export interface TrayPicture {
  readonly key: number;
  /** An address it can be shown from at once. */
  preview: string;
  /** What is sent, as long as it is not kept. */
  file: Blob | undefined;
  /** From 0 to 1. */
  progress: number;
  id: string | undefined;
  error: string | undefined;
}

/** A picture that is kept already, as drafts remember it. */
export type KeptPicture = { id: string; src: string };

export const picturesMax = 18;
const atOnce = 3;

/** The pictures of one note: each is sent by itself, a few at a time, and goes on without the page. */
export class Tray {
  pictures = $state<TrayPicture[]>([]);
  readonly #failed: string;
  #nextKey = 0;
  #running = 0;

  constructor(kept: readonly KeptPicture[], failed: string) {
    this.#failed = failed;
    for (const { id, src } of kept) this.#push({ preview: src, id, progress: 1 });
  }

  get waiting(): number {
    return this.pictures.filter(({ id, error }) => !id && !error).length;
  }

  get ids(): string[] {
    return this.pictures.flatMap(({ id }) => id ?? []);
  }

  get kept(): KeptPicture[] {
    return this.pictures.flatMap(({ id, preview }) => (id ? [{ id, src: preview }] : []));
  }

  add(files: Iterable<File>): void {
    for (const file of files) {
      if (this.pictures.length >= picturesMax) break;
      this.#push({ preview: URL.createObjectURL(file), file });
    }
    this.#work();
  }

  retry(key: number): void {
    const picture = this.#find(key);
    if (!picture?.error) return;
    picture.error = undefined;
    this.#work();
  }

  remove(key: number): void {
    this.pictures = this.pictures.filter((one) => one.key !== key);
  }

  /** Puts a picture at another place; the first one is the cover. */
  move(key: number, to: number): void {
    const from = this.pictures.findIndex((one) => one.key === key);
    if (from < 0 || to < 0 || to >= this.pictures.length || from === to) return;
    const [picture] = this.pictures.splice(from, 1);
    this.pictures.splice(to, 0, picture!);
  }

  /** Another picture in the place of one: what was cut out of it. */
  replace(key: number, file: Blob): void {
    const picture = this.#find(key);
    if (!picture) return;
    Object.assign(picture, { preview: URL.createObjectURL(file), file, progress: 0 });
    Object.assign(picture, { id: undefined, error: undefined });
    this.#work();
  }

  /** Waits until everything is kept. @throws Error with the sentence of the first that failed */
  async settled(): Promise<void> {
    while (this.waiting > 0) await new Promise((resolve) => setTimeout(resolve, 100));
    const failed = this.pictures.find(({ error }) => error);
    if (failed) throw new Error(failed.error);
  }

  #find(key: number): TrayPicture | undefined {
    return this.pictures.find((one) => one.key === key);
  }

  #push(given: Partial<TrayPicture> & { preview: string }): void {
    const nothing = { file: undefined, progress: 0, id: undefined, error: undefined };
    this.pictures.push({ key: this.#nextKey++, ...nothing, ...given });
  }

  #isSending = new Set<number>();

  #work(): void {
    for (const picture of this.pictures) {
      if (this.#running >= atOnce) return;
      if (picture.id || picture.error || this.#isSending.has(picture.key)) continue;
      this.#isSending.add(picture.key);
      this.#running += 1;
      void this.#send(picture).finally(() => {
        this.#isSending.delete(picture.key);
        this.#running -= 1;
        this.#work();
      });
    }
  }

  async #send(picture: TrayPicture): Promise<void> {
    const { file } = picture;
    if (!file) return;
    try {
      const body = file instanceof File ? await shrinkPicture(file) : file;
      const answer = await upload(body, (share) => (picture.progress = share));
      // Cut anew meanwhile: what came back is of the picture before.
      if (picture.file !== file) return;
      if (answer.id)
        Object.assign(picture, { id: answer.id, preview: answer.src ?? picture.preview });
      else picture.error = answer.title ?? this.#failed;
    } catch {
      if (picture.file === file) picture.error = this.#failed;
    }
  }
}

type Answer = { id?: string; src?: string | undefined; title?: string };

/** By the older way of asking: it alone tells how much was sent. */
function upload(body: Blob, onShare: (share: number) => void): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/v1/pictures');
    request.setRequestHeader('content-type', body.type || 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onShare(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new TypeError('the network is gone'));
    request.onload = () => {
      const answer = request.response as {
        id?: string;
        title?: string;
        sources?: { url: string }[];
      };
      if (request.status < 300 && answer.id) {
        resolve({ id: answer.id, src: answer.sources?.[0]?.url });
      } else resolve(answer?.title ? { title: answer.title } : {});
    };
    request.send(body);
  });
}
