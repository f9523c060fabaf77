/** Days off, and who stands in. */
export const away = {
  summary: "Say when you are away and who covers for you",
  title: (name: string) => `${name} is away`,
  planned: "Your days off are noted",
  changed: "Your days off are changed",
  cancelled: "Your days off are taken back",
  list: "Who is away",
  none: "Nobody is away, and nobody plans to be. `away 3-7 Aug cover:@name` plans it.",
  days: "Days",
  cover: "Cover",
  noCover: "nobody",
  whatHappens:
    "Your digest and prompts stop on these days. Your clients are told three working days before, in their language and on their clock.",
  coverGets: (name: string) =>
    `${name} gets your work into their own digest, and a brief for each client on the first morning.`,
  noCoverNote: "Nobody stands in, so what comes in waits for you; your clients are told when you are back.",
  theirs: {
    planned: (name: string) => `${name}'s days off are noted`,
    changed: (name: string) => `${name}'s days off are changed`,
    cancelled: (name: string) => `${name}'s days off are taken back`,
    whatHappens: (name: string) =>
      `${name}'s digest and prompts stop on these days. Their clients are told three working days before, in their language and on their clock. ${name} is told too.`,
    coverGets: (cover: string, name: string) =>
      `${cover} gets ${name}'s work into their own digest, and a brief for each client on the first morning.`,
    noCoverNote: (name: string) =>
      `Nobody stands in for ${name}, so what comes in waits; their clients are told when ${name} is back.`,
    noneThen: (name: string, words: string | undefined) =>
      `${name} has no days off planned${words === undefined ? "" : ` for ${words}`}.`,
  },
  forYou: {
    planned: (by: string) => `${by} noted days off for you`,
    changed: (by: string) => `${by} changed your days off`,
    cancelled: (by: string) => `${by} took your days off back`,
  },
  ownerOnly: "Only an owner notes days off for somebody else. They can do it themselves with away.",
  form: {
    whose: "Whose days off?",
    title: "Days off",
    from: "First day",
    to: "Last day",
    dayHint: "In words: 3 Aug, Monday, 2026-12-24",
    cover: "Who covers",
    nobody: "nobody",
  },
  buttons: { edit: "Change", cancel: "Take back", brief: "Brief" },
  cancelSure: "Those who were told are told that these days off are taken back.",
  coverAsked: (name: string) => `You cover for ${name}`,
  coverAskedText:
    "Their open work is in your digest on these days, and a brief for each client comes on the first morning.",
  coverDropped: (name: string) => `You needn't cover for ${name}`,
  coverGone: (name: string) => `${name} can't cover for you any more`,
  coverGoneText:
    "They are no longer on the team. Choose somebody else, or nobody stands in for you on these days.",
  covering: (name: string) => `You stand in for ${name} until`,
  notice: (name: string) => `${name} is away`,
  noticeDays: "Away from",
  noticeBack: "back",
  noticeCover: (cover: string) => `${cover} looks after your requests meanwhile; write here as always.`,
  noticeNoCover: (name: string) =>
    `Whatever you file here waits for ${name}, who reads it on the first day back.`,
  noticeChanged: (name: string) => `${name}'s days off have changed`,
  noticeCancelled: (name: string) => `${name} is here after all`,
  noticeCancelledText: "The days off you were told of are taken back; all goes on as usual.",
  briefTitle: (client: string, name: string) => `${client}: brief while ${name} is away`,
  briefUntil: (name: string) => `${name} is back`,
  briefOpen: "Open work",
  briefNothing: "Nothing is open for them.",
  briefGoals: "What matters to them",
  briefClock: "Their clock",
  briefLanguage: "Language",
  briefPeople: "People",
  briefStatus: "Weekly status",
  briefHours: "They work",
  briefNone: "There is nothing to brief you on: you cover for nobody now or soon.",
  stage: "stage",
  backTitle: "What happened while you were away",
  backNothing: "Nothing came in and nothing was finished while you were away.",
  backOpened: (n: number) => (n === 1 ? "1 new request" : `${n} new requests`),
  backDone: (n: number) => (n === 1 ? "1 finished" : `${n} finished`),
  backDelivered: (n: number) => (n === 1 ? "1 delivered" : `${n} delivered`),
  backStoodIn: (name: string) => `${name} stood in for you.`,
  unreadable: (words: string) =>
    `I can't read “${words}” as days. Write 3-7 Aug, tomorrow, or 2026-12-24 to 2027-01-02.`,
  order: (words: string) => `“${words}” would end before it begins.`,
  tooLong: (days: number) => `That is too long: at most ${days} days in one go.`,
  which:
    "Which of your days off? Name a day of them, like away cancel 3 Aug, or use the buttons of away list.",
  noneThen: (words: string | undefined) =>
    `You have no days off planned${words === undefined ? "" : ` for ${words}`}.`,
  problems: {
    overlap: (who: string | null, days: string) =>
      `${who === null ? "You are" : `${who} is`} away on ${days} already. Change that instead.`,
    covers: (who: string | null, name: string, days: string) =>
      `${who === null ? "You cover" : `${who} covers`} for ${name} on ${days}, so nobody would be there. They must choose somebody else first.`,
    coverAway: (name: string, days: string) => `${name} is away on ${days} too, so nobody would be there.`,
    coverOff: (name: string) =>
      `By their working hours and holidays ${name} works on none of those days, so nobody would be there.`,
    self: (who: string | null) => `Somebody else has to cover for ${who ?? "you"}.`,
    subcontractor: (name: string) =>
      `${name} is a subcontractor and sees only what is given to them, so they can't cover for you.`,
    notServing: (who: string | null, name: string, clients: string) =>
      `${name} doesn't serve ${clients}, where ${who === null ? "you have" : `${who} has`} work. An owner can change that with team edit.`,
  },
};
