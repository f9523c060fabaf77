const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const NOTHING = "\u200b";
/** No family or flag has so many code units. */
const LONGEST_CHARACTER = 64;

/** The three characters Slack reads as markup of its own. */
export const escaped = (text: string): string => text.replace(/[&<>]/g, (char) => ENTITIES[char] ?? char);

/**
 * User text for mrkdwn: it pings nobody and formats nothing. Formatting needs its character at the edge of a word, so an invisible
 * character on either side takes its meaning away; the same before a `>` that begins a line, and inside `:names:` of emoji.
 */
export const literal = (text: string): string =>
  escaped(
    text
      .toWellFormed()
      .replace(/[*_~`]/g, `${NOTHING}$&${NOTHING}`)
      .replace(/^(\s*)>/gm, `$1${NOTHING}>`)
      .replace(/:(?=[\w+'-]+:)/g, `:${NOTHING}`),
  );

/** Written text cut so that with its escapes it is no longer than `max`, never inside a character or an escape. */
export function cut(text: string, max: number, write: (text: string) => string): string {
  const whole = write(text);
  if (whole.length <= max) return whole;
  let low = 0;
  let high = Math.min(text.length, max);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (write(text.slice(0, middle)).length < max) low = middle;
    else high = middle - 1;
  }
  return `${write(text.slice(0, beginningOfCharacter(text, low)))}…`;
}

/** What a reader takes for one character may be many: only those around the place are looked at. */
function beginningOfCharacter(text: string, at: number): number {
  const from = Math.max(0, at - LONGEST_CHARACTER);
  const near = new Intl.Segmenter().segment(text.slice(from, at + LONGEST_CHARACTER));
  return from + (near.containing(at - from)?.index ?? at - from);
}
