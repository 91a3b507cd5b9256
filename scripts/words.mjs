// What the scripts say to people, in the language of their terminal.
// Plain JavaScript for any Node from 18 on: it runs before anything is installed.

/** @typedef {{ en: string, zh: string }} Words */

const chinese = /^zh/i.test(
  process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '',
);

/** Picks the sentence in the terminal's language. @param {Words} words */
export function inWords(words) {
  return chinese ? words.zh : words.en;
}

/** Prints one calm line of progress on standard error. @param {Words} words */
export function say(words) {
  process.stderr.write(`${inWords(words)}\n`);
}

/** Something the reader can mend; shown as its sentence only, without a stack. */
export class Stop extends Error {
  /** @param {Words} words @param {string} [details] shown below the sentence */
  constructor(words, details = '') {
    super(inWords(words));
    this.name = 'Stop';
    this.details = details;
  }
}

/**
 * Runs a command's main function; a `Stop` and the usual troubles of a disk become one sentence
 * and exit code 1.
 * @param {() => Promise<number>} main answers the exit code
 */
export async function runPlainly(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    const stop = asStop(error);
    if (!stop) throw error;
    process.stderr.write(`\n${stop.message}\n${stop.details ? `\n${stop.details}\n` : ''}`);
    process.exitCode = 1;
  }
}

/** @param {unknown} error @returns {Stop | undefined} */
function asStop(error) {
  if (error instanceof Stop) return error;
  const { code, path } = /** @type {{ code?: string, path?: string }} */ (error ?? {});
  if (code === 'ENOSPC') return diskFull(path ?? process.cwd());
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return notWritable(path ?? '?');
  return undefined;
}

/** @param {string} path */
export function diskFull(path) {
  return new Stop({
    en: `The disk that holds ${path} is full. Free about 1 GB there and run the same command again.`,
    zh: `${path} 所在的磁盘满了。请腾出约 1 GB 空间，再运行一次同样的命令。`,
  });
}

/** @param {string} path */
function notWritable(path) {
  return new Stop({
    en: `This user may not write to ${path}. Run the command as the owner of that folder, or give this user the right to write there.`,
    zh: `当前用户不能写入 ${path}。请用该文件夹的所有者来运行，或者给当前用户写入权限。`,
  });
}
