/** A member's day and week: the morning digest, `today`, `week`. */
export const day = {
  summaries: {
    today: "Your day: what to do, in order, and why",
    week: "The week ahead: what is due when, against your working time",
  },
  title: (desk: string, date: string) => `${desk} · ${date}`,
  empty: (desk: string, date: string) => `${desk} · ${date}: nothing is waiting for you.`,
  late: "This comes late. It was due at",
  count: (n: number) =>
    n === 0 ? "Nothing to work on." : n === 1 ? "1 request to work on." : `${n} requests to work on.`,
  allFits: (needed: string, free: string) =>
    `${needed} of it has to be done today; there is room for ${free}.`,
  nothingPressing: (free: string) => `None of it has to be done today; there is room for ${free}.`,
  tooMuch: (needed: string, free: string) =>
    `${needed} of it has to be done today, and there is room for only ${free}.`,
  noTime: (needed: string) => `${needed} of it has to be done today, and no working time is left.`,
  dayOver: "No working time is left today.",
  groups: { "do-first": "Do first", schedule: "Schedule", delegate: "Delegate", later: "Later" },
  due: "due",
  assumed: (duration: string) => `${duration} assumed`,
  reasons: {
    overdue: "overdue",
    tight: (left: string, work: string) => `${left} of working time left for ${work} of work`,
    tightGuessed: (left: string) => `${left} of working time left`,
    urgent: "marked urgent",
    notUrgent: "marked not urgent",
    time: (left: string) => `${left} of working time left`,
    noDue: "no due date",
    important: "marked important",
    goal: (word: string) => `serves a goal of theirs: ${word}`,
    changes: "changes asked for",
    unanswered: (ago: string) => `unanswered ${ago}`,
    package: (left: string) => `${left} left in the package`,
  },
  ago: (days: number) => (days <= 0 ? "since today" : days === 1 ? "since yesterday" : `for ${days} days`),
  answers: "Answers owed",
  owed: {
    new: (by: string, ago: string) => `filed by ${by}, unanswered ${ago}`,
    changes: (ago: string) => `changes asked for, unanswered ${ago}`,
    words: (by: string, ago: string) => `${by} wrote, unanswered ${ago}`,
  },
  waiting: "Waiting",
  waits: {
    approval: (name: string, ago: string) => `for ${name}'s approval ${ago}`,
    client: (name: string, ago: string) => `for ${name} ${ago}`,
    other: (ago: string) => `for something else ${ago}`,
  },
  timer: (subject: string, duration: string) =>
    `The timer on ${subject} has been running for ${duration}, since`,
  packages: "Packages running out",
  packageLeft: (name: string, left: string, of: string, period: string) =>
    `${name}: ${left} of ${of} left ${period}`,
  packageOver: (name: string, over: string, of: string, period: string) =>
    `${name}: ${over} over the ${of} agreed ${period}`,
  wontFit: "Will not fit today",
  canBeReady: "can be ready",
  noHours: "no working hours are set, so no time can be named",
  delay: (ref: string, title: string, when: string) =>
    `${ref} “${title}” will take a little longer than planned. I expect to have it ready by ${when}, your time. Does that work for you?`,
  send: (name: string) => `Send to ${name}`,
  sendSure: (name: string, message: string) => `${name} gets this under the request: ${message}`,
  sent: (ref: string, name: string) => `${name} has been told about ${ref}`,
  sentBefore: (ref: string, name: string) => `${name} has been told this about ${ref} already.`,
  readyPast: "The time in that message has passed. Type today for a new one.",
  asleep: (n: number) => (n === 1 ? "1 request is snoozed." : `${n} requests are snoozed.`),
  week: {
    title: (desk: string, from: string, to: string) => `${desk} · ${from} to ${to}`,
    empty: "Nothing is due in these days.",
    overdue: "Overdue",
    line: (working: string, due: string) => `${working} of working time, ${due} due`,
    free: (working: string) => `${working} of working time, nothing due`,
    over: (minutes: string) => `${minutes} more than fits until then`,
    off: "no working time",
    later: (n: number) => (n === 1 ? "1 more is due later." : `${n} more are due later.`),
    undated: (n: number) => (n === 1 ? "1 has no due date." : `${n} have no due date.`),
  },
};
