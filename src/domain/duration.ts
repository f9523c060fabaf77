/** The longest time one may log or estimate at once: 31 days of minutes. */
const LONGEST_MINUTES = 31 * 24 * 60;

const forms: readonly [RegExp, (a: string, b: string) => number][] = [
  [/^(\d{1,5})\s*(?:m|min|mins|minutes?)$/, (a) => Number(a)],
  [/^(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:h|hr|hrs|hours?)$/, (a) => Math.round(Number(a.replace(",", ".")) * 60)],
  [/^(\d{1,3}):([0-5]\d)$/, (a, b) => Number(a) * 60 + Number(b)],
  [/^(\d{1,3})\s*h\s*([0-5]?\d)\s*m?(?:in)?$/, (a, b) => Number(a) * 60 + Number(b)],
];

/** Whole minutes from `90m`, `1.5h`, `1:30`, `1h30`; undefined for anything else, a bare number (minutes or hours?) included. */
export function parseDuration(text: string): number | undefined {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x966));
  for (const [form, minutes] of forms) {
    const match = form.exec(plain);
    if (!match) continue;
    const found = minutes(match[1] ?? "0", match[2] ?? "0");
    return found > 0 && found <= LONGEST_MINUTES ? found : undefined;
  }
  return undefined;
}

/** `45m`, `2h`, `1h30`: short, and readable back by `parseDuration`. */
export function formatDuration(minutes: number): string {
  const sign = minutes < 0 ? "−" : "";
  const whole = Math.abs(minutes);
  const hours = Math.floor(whole / 60);
  const rest = whole % 60;
  if (hours === 0) return `${sign}${rest}m`;
  return rest === 0 ? `${sign}${hours}h` : `${sign}${hours}h${String(rest).padStart(2, "0")}`;
}
