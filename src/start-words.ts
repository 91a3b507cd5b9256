import type { Locale } from '#platform/refusal.ts';

export type Words = Record<Locale, string>;

/** What the start says on its way, to the person at the terminal. */
export const progress = {
  database: { 'zh-CN': '正在启动数据库……', en: 'Starting the database ...' },
  schema: (steps: number): Words => ({
    'zh-CN': `数据库结构：完成 ${steps} 步`,
    en: `Database schema: ${steps} steps applied`,
  }),
  stopping: { 'zh-CN': '\n正在停止……', en: '\nStopping ...' },
  notClean: (name: string, why: string): Words => ({
    'zh-CN': `${name} 没有正常停止：${why}`,
    en: `${name} did not stop cleanly: ${why}`,
  }),
  failed: { 'zh-CN': '小卖部没有启动起来。', en: 'Tuckshop could not start.' },
} satisfies Record<string, Words | ((...values: never[]) => Words)>;
