const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const NOTHING = "\u200b";

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
  const graphemes = [...new Intl.Segmenter().segment(text.slice(0, max))].map(({ segment }) => segment);
  let low = 0;
  let high = graphemes.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (write(graphemes.slice(0, middle).join("")).length < max) low = middle;
    else high = middle - 1;
  }
  return `${write(graphemes.slice(0, low).join(""))}…`;
}
