/** Monday first, as people type them. */
export const dayWords = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const dayOf = (word: string): number => dayWords.indexOf(word.trim().toLowerCase().slice(0, 3)) + 1;

/** `mon-fri`, `mon,wed,fri`, `daily`: ISO weekdays in order; undefined if unreadable. */
export function parseDays(text: string): number[] | undefined {
  if (/^(daily|all|every ?day)$/i.test(text.trim())) return [1, 2, 3, 4, 5, 6, 7];
  const found = new Set<number>();
  for (const part of text.split(/[,\s]+/).filter(Boolean)) {
    const [first = "", last = first] = part.split("-");
    const from = dayOf(first);
    const to = dayOf(last);
    if (from === 0 || to === 0) return undefined;
    for (let day = from; ; day = (day % 7) + 1) {
      found.add(day);
      if (day === to) break;
    }
  }
  return found.size > 0 ? [...found].sort((a, b) => a - b) : undefined;
}
