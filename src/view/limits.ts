const characters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Words cut to `max` UTF-16 units with an ellipsis, never through a surrogate pair or a combining sequence. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = characters.segment(text).containing(max - 1)?.index ?? 0;
  return `${text.slice(0, end)}…`;
}
