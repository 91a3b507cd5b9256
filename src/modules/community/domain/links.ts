// Only what may stand in an address; a Chinese comma or sentence right behind it is none of it.
const address = /(?<![A-Za-z0-9])https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]{3,1000}/gi;
const trailing = /[.,;:!?'"\])]+$/;

/** The addresses in a paragraph, as they stand there and as they are followed. */
export function linksIn(paragraph: string): { at: number; text: string; href: string }[] {
  return [...paragraph.matchAll(address)].flatMap((match) => {
    const text = withoutTrailing(match[0]);
    const href = URL.parse(text);
    // An address with a name and password in it is made to deceive.
    if (!href || href.username !== '' || !href.hostname.includes('.')) return [];
    return [{ at: match.index, text, href: href.href }];
  });
}

/** Without the full stop or bracket that ends the sentence; a bracket opened inside stays. */
function withoutTrailing(text: string): string {
  const end = trailing.exec(text)?.[0] ?? '';
  if (!end.startsWith(')') || !text.includes('(')) return text.slice(0, text.length - end.length);
  return text.slice(0, text.length - end.length + 1);
}
