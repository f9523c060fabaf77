/** Work that comes again. */
export const repeat = {
  summary: "Let work come again by itself; skip, move, change or end that",
  and: " and ",
  day: (n: number) => (n === 1 ? "every day" : `every ${n} days`),
  weekday: "every weekday",
  week: (n: number, on: string) => `${n === 1 ? "every week" : `every ${n} weeks`} on ${on}`,
  month: (n: number, on: string) => `${n === 1 ? "every month" : `every ${n} months`} on ${on}`,
  quarter: (on: string) => `every quarter on ${on}`,
  year: (n: number, on: string) => `${n === 1 ? "every year" : `every ${n} years`} on ${on}`,
  dayOfMonth: (n: number) => {
    const ending =
      n % 10 === 1 && n !== 11
        ? "st"
        : n % 10 === 2 && n !== 12
          ? "nd"
          : n % 10 === 3 && n !== 13
            ? "rd"
            : "th";
    return `the ${n}${ending}`;
  },
  lastDay: "the last day",
  nth: (place: number, weekday: string) =>
    `the ${place < 0 ? "last" : (["first", "second", "third", "fourth"][place - 1] ?? "")} ${weekday}`,
  dayOfYear: (day: number, month: string) => `${day} ${month}`,
  weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
  months: [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
  ],
  comes: (rhythm: string) => `Repeats ${rhythm}`,
  ended: "Doesn't repeat any more",
  list: "Work that comes again",
  none: "Nothing comes again yet. `repeat 12` asks how often that one should.",
  title: (ref: string) => `${ref} comes again`,
  changed: (ref: string) => `${ref}: changed from now on`,
  endedNow: (ref: string) => `${ref} doesn't come again any more`,
  changedOne: (ref: string) => `${ref}: changed for that one only`,
  skipped: (ref: string) => `${ref}: that one is left out`,
  moved: (ref: string) => `${ref}: that one is moved`,
  rhythm: "When",
  clock: (time: string, zone: string) => `${time}, ${zone} time`,
  next: "Next",
  nothingNext: "nothing more comes",
  atOnce: "one at once, then",
  only: "Only",
  otherDetails: "other details",
  noDue: "no date",
  forgotten: "By the new rhythm these days don't come, so what was said of single ones counts no longer:",
  until: "Until",
  due: "Due",
  dueAfter: (days: number) =>
    days === 0 ? "on that day" : days === 1 ? "a day later" : `${days} days later`,
  lastDayNote: "A month without that day has it on its last one.",
  holidays: "What falls on a holiday of theirs comes on the working day before.",
  oneOrAll: (ref: string) =>
    `This changes what is still to come. One that is open already is changed by itself, like \`edit ${ref}\`.`,
  buttons: { only: "Change the next", skip: "Skip the next", change: "Change all", end: "End it" },
  endSure: "Nothing more of it will be opened. What is open stays.",
  unknown: (words: string) =>
    words === ""
      ? "How often? Write it like month on the 1st, 2 weeks on Monday, or weekday."
      : `I can't read “${words}” as a rhythm. Write it like month on the 1st, 2 weeks on Monday, weekday, or month on the last Friday.`,
  interval: (words: string) =>
    `“${words}” can't be counted in: at least 1, and at most 365 days, 52 weeks, 24 months or 5 years.`,
  badDay: (words: string) => `There is no ${words}. A month has the days 1 to 31.`,
  badDays: (words: string) =>
    `“${words}”: of several days only one may be later than the 27th, and the last day stands alone. Make two of it.`,
  endsBefore: (until: string) => `It would end on ${until}, before it comes for the first time.`,
  notRepeating: (ref: string) => `${ref} doesn't come again. Add how often, like every:Monday.`,
  nothingToCome: (ref: string) => `Nothing more of ${ref} is to come.`,
  noneThen: (day: string) => `None of it comes on ${day}.`,
  takenThen: (day: string) => `One of it comes on ${day} already.`,
  whichDay: "On which day instead? Add it, like repeat move 12 28 December.",
  whichRequest: "Which request? Add its number, like repeat 12.",
  badDue: (text: string) => `“${text}”: write how many days after it is opened it is due, 0 to 60, or none.`,
  allOnly: (ref: string) =>
    `How often and until when count for all of them. One alone gets another day by repeat move ${ref} 28 December.`,
  teamOnly: "Estimate and who does it are the team's to set.",
  form: {
    title: (ref: string) => `${ref}: how often?`,
    oneTitle: (ref: string, day: string) => `${ref}: only ${day}`,
    whoever: "whoever looks after the client",
    every: "Every",
    everyHint: "month on the 1st · 2 weeks on Monday · weekday · month on the last Friday at 9:30",
    until: "Until",
    untilHint: "Leave it empty if it goes on",
    due: "Due after how many days",
  },
};
