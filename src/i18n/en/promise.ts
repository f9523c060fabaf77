const blockedFor = (days: number): string =>
  days === 0 ? "since today" : days === 1 ? "for a day" : `for ${days} days`;

/** What clients are promised, and what became of it. */
export const promise = {
  summaries: {
    promise: "What a client is promised: when you answer, when work is ready",
  },
  answersBy: (name: string) => `${name} answers by`,
  yourTime: " your time.",
  nowFor: (name: string): [string, string] => ["It is ", ` for ${name} now.`],
  readyBy: "Ready by",
  clocks: { first: "First answer", next: "Answer", finish: "Ready" },
  by: (clock: string) => `${clock} promised by`,
  standsStill: "promised; stands still until then, since",
  wasPromised: "was promised by",
  brokenSince: "promise broken; it was",
  title: (name: string) => `What ${name} is promised`,
  saved: (name: string) => `${name} is promised this from now on`,
  counts: (n: number) =>
    n === 0
      ? "It counts for what is filed from now on."
      : n === 1
        ? "It counts for their open request too."
        : `It counts for their ${n} open requests too.`,
  ended: (name: string) => `${name} is promised nothing any more`,
  nothing: "Nothing is promised. `promise CODE answer:24h finish:5d` changes that.",
  fields: {
    client: "Client",
    answer: "Answer within working hours",
    answerHint: "24h, or 24h, important 8h, urgent 4h; empty for none",
    finish: "Ready within working days",
    finishHint: "5d, or 5d, urgent 1d; a due date goes before. Empty for none",
    warn: "Warn when so much is used up, in per cent",
    told: "Tell them in the weekly status",
    yes: "Yes",
    no: "No",
  },
  levels: { normal: "normal", important: "important", urgent: "urgent" },
  days: (n: number) => (n === 1 ? "1 working day" : `${n} working days`),
  hours: (duration: string) => `${duration} of working time`,
  orDue: "or the due date",
  none: "not promised",
  percent: (n: number) => `${n} %`,
  inDesk: "Counted in the working hours of whoever does it, else of the desk, without holidays.",
  badAnswer: (text: string) =>
    `I can't read “${text}” as time to an answer. Write hours, like 24h, or 24h, important 8h, urgent 4h; none for no promise.`,
  badFinish: (text: string) =>
    `I can't read “${text}” as working days. Write days, like 5d, or 5d, urgent 1d; none for no promise.`,
  badWarn: "A warning comes at 10 to 95 per cent.",
  dm: {
    warn: (ref: string, clock: string) => `${ref}: ${clock.toLowerCase()} is promised soon`,
    broken: (ref: string, clock: string) => `${ref}: the promise is broken (${clock.toLowerCase()})`,
    many: (n: number) => `${n} promises need you`,
    due: "Promised by",
    forThem: (name: string) => ` for ${name}`,
    seeToday: "All of them are in your day: `today`",
    askFirst: "A word to them is enough: a comment, or that you take it.",
    askNext: "They said something that nobody has answered.",
    askFinish: "Deliver it, or agree on another date.",
  },
  digest: {
    heading: "Promises",
    soon: (clock: string) => `${clock.toLowerCase()} promised by`,
    broken: (clock: string) => `${clock.toLowerCase()} was promised by`,
  },
  reason: (clock: "first" | "next" | "finish", broken: boolean): string => {
    const what = { first: "first answer", next: "answer", finish: "finish" }[clock];
    return broken ? `${what} promised and late` : `${what} promised soon`;
  },
  status: {
    heading: "What we promised",
    kept: (kept: number, all: number) =>
      all === 1
        ? kept === 1
          ? "The one promise of the week was kept."
          : "The one promise of the week was broken."
        : `${kept} of ${all} promises of the week were kept.`,
  },
  report: {
    title: (name: string, from: string, to: string) =>
      `Promises · ${name} · ${from === to ? from : `${from} – ${to}`}`,
    client: "Client",
    month: "Month",
    kept: "Kept",
    broken: "Broken",
    share: "Share",
    median: "First answer, median",
    firsts: "First answers",
    medianMinutes: "First answer, median minutes",
    empty: "No promise has ended or been broken in that time.",
    running: (open: number, late: number) =>
      late === 0 ? `${open} run now, none of them late.` : `${open} run now, ${late} of them late.`,
    few: (least: number) => `* Fewer than ${least}: too few to say much.`,
    counted:
      "A promise counts in the month in which it ended or broke; the time to an answer is working time.",
  },
  health: {
    title: "How your clients are",
    private: "Only the desk sees this.",
    good: "nothing wrong that I can see",
    broken: (n: number) => (n === 1 ? "1 promise broken in 30 days" : `${n} promises broken in 30 days`),
    late: (n: number) => (n === 1 ? "1 promise is late now" : `${n} promises are late now`),
    low: (n: number) => (n === 1 ? "1 low score in 30 days" : `${n} low scores in 30 days`),
    slower: (now: string, before: string) =>
      `first answers take ${now} of working time, ${before} in the three months before`,
    blocked: (n: number, days: number) =>
      n === 1
        ? `1 request is blocked, ${blockedFor(days)}`
        : `${n} requests are blocked, the longest ${blockedFor(days)}`,
    none: "There is no client yet.",
  },
};
