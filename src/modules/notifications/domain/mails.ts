import type { Locale } from '#platform/refusal.ts';

/** One line of a mail and the page it leads to, a path of ours. */
export type MailLine = { text: string; link: string };
export type MailSection = { title: string; lines: MailLine[] };
/** What every mail of ours needs to know. */
export type MailFrame = { origin: string; locale: Locale; unsubscribePage: string };
export type Letter = { subject: string; text: string; html: string };

const words = {
  'zh-CN': {
    house: '小卖部',
    open: '打开看看',
    digest: { daily: '今天的小结', weekly: '这一周的小结' },
    duties: '待办',
    unread: '还没看的消息',
    end: '不想再收到这类邮件？点这里退订',
  },
  en: {
    house: 'Tuckshop',
    open: 'Open it',
    digest: { daily: 'Your day', weekly: 'Your week' },
    duties: 'For you to do',
    unread: 'Not read yet',
    end: 'No more mails like this: unsubscribe',
  },
} as const;

export const digestTitles = (locale: Locale) => {
  const { duties, unread } = words[locale];
  return { duties, unread };
};

/** A mail about one thing that has to be done. */
export function noticeMail(line: MailLine, frame: MailFrame): Letter {
  const { house, open } = words[frame.locale];
  const subject = oneLine(`${house}：${line.text}`, frame.locale);
  return {
    subject,
    text: framedText([`${line.text}\n${frame.origin}${line.link}`], frame),
    html: framedHtml(
      `<p>${escapeHtml(line.text)}</p><p>${anchor(frame.origin + line.link, open)}</p>`,
      frame,
    ),
  };
}

/** The digest of a period. */
export function digestMail(
  period: 'daily' | 'weekly',
  sections: MailSection[],
  frame: MailFrame,
): Letter {
  const { house, digest } = words[frame.locale];
  const parts = sections.map(
    ({ title, lines }) =>
      `${title}\n${lines.map(({ text, link }) => `- ${text}\n  ${frame.origin}${link}`).join('\n')}`,
  );
  const lists = sections.map(
    ({ title, lines }) =>
      `<h2 style="font-size:16px">${escapeHtml(title)}</h2><ul>${lines
        .map(({ text, link }) => `<li>${anchor(frame.origin + link, text)}</li>`)
        .join('')}</ul>`,
  );
  return {
    subject: oneLine(`${house}：${digest[period]}`, frame.locale),
    text: framedText(parts, frame),
    html: framedHtml(lists.join(''), frame),
  };
}

function framedText(parts: string[], { locale, unsubscribePage }: MailFrame): string {
  return [...parts, `${words[locale].end}\n${unsubscribePage}`].join('\n\n');
}

function framedHtml(body: string, { locale, unsubscribePage }: MailFrame): string {
  const { house, end } = words[locale];
  return `<!doctype html><html lang="${locale}"><body style="max-width:560px;margin:0 auto;padding:16px;font:15px/1.6 sans-serif"><p><strong>${house}</strong></p>${body}<p style="font-size:13px">${anchor(unsubscribePage, end)}</p></body></html>`;
}

const anchor = (href: string, text: string) =>
  `<a href="${escapeHtml(href)}">${escapeHtml(text)}</a>`;

/** A subject is one line of a length that lists show; English puts a colon and a space. */
function oneLine(text: string, locale: Locale): string {
  const said = locale === 'en' ? text.replace('：', ': ') : text;
  const line = said.replace(/\s+/g, ' ');
  return [...line].length > 90 ? `${[...line].slice(0, 89).join('')}…` : line;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
