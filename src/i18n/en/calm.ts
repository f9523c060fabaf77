/** What is held back so as not to disturb anybody. */
export const calm = {
  summary: "What I held back so as not to disturb you",
  title: "Held back for you",
  none: "Nothing was held back lately.",
  inDigest: "Held back so as not to disturb you",
  read: "Read",
  why: { quiet: "quiet hours", budget: "enough for a day", away: "you were away" },
  settings: "Unasked messages",
  perDay: (n: number) => (n === 1 ? "at most 1 a day" : `at most ${n} a day`),
  quiet: (from: string, to: string) => `none from ${from} to ${to}`,
  unlessAtWork: "unless you work then",
  noQuiet: "no quiet hours",
  quietField: "Quiet hours",
  quietHint: "20:00-07:30, or off",
  budgetField: "Unasked messages a day, at most",
  badQuiet: (text: string) => `“${text}” are no quiet hours. Write them like 20:00-07:30, or off.`,
  badBudget: (text: string) => `“${text}”: write how many unasked messages a day are enough, 1 to 50.`,
};
