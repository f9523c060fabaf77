/** Check-ins: rounds of questions for the team and for clients. */
export const checkIn = {
  summary: "Rounds of questions: answer, skip; start, see, change and pause them",
  one: "Check-in",
  all: "Check-ins",
  asks: (n: number) => (n === 1 ? "One question," : `${n} questions,`),
  until: "open until",
  isAnonymous:
    "Anonymous: nobody sees who said what, nor when. Answers can't be changed, and appear together at the end, if there are at least four.",
  replyToo: "Reply to this in your own words, or use the button.",
  answer: "Answer",
  edit: "Change my answers",
  answerAfterAll: "Answer after all",
  skipToday: "Skip this time",
  stop: "Don't ask me again",
  skipped: "Skipped. You can still answer until it closes.",
  closed: "This check-in has closed.",
  closedTitle: "This check-in has closed, so nothing was recorded",
  thanks: "Thank you. Your answers are in",
  thanksAnonymous: "Thank you. Your answers are in, without your name",
  editUntil: "You can change them until",
  final: "Anonymous answers can't be changed, since nobody knows which ones are yours.",
  finalTitle: "You have taken part already",
  remindTitle: (title: string) => `Still open: ${title}`,
  ofScale: (value: string, most: number) => `${value} of ${most}`,
  gone: "This check-in no longer exists.",
  notYours: "This check-in asks somebody else.",
  notYou: (name: string) => `This check-in is for ${name}, so nothing was recorded`,
  endedMeanwhile: (title: string) => `${title} has been ended meanwhile, so nothing was recorded`,
  questionGone: "This was said to a question that is not asked any more, so it was not recorded:",
  takenOut: (question: string) => `“${question}” has been taken out since; your answer is kept this once.`,
  badAnswer: (typed: string, allowed: string) => `“${typed}” is not one of: ${allowed}.`,
  replyAnonymous: "This one is anonymous, so a reply under your name does not count. Use the form:",
  notPlaced: "I can't tell which question that answers, so nothing was changed",
  answeredAlready: "You have answered this already",
  askOwner: "The team's check-ins are arranged by the owner of the desk; skip this one, or ask them.",
  stopped: (title: string) => `You are not asked any more: ${title}`,
  stoppedText: "If you want to be asked again, tell us.",
  nothingOpen: "Nothing is waiting for your answer.",
  arranged: "What is asked, and when",
  noneYet: "Nothing yet.",
  addOne: (title: string) => `Add: ${title}`,
  paused: "paused",
  called: "Name",
  when: "When",
  who: "Who is asked",
  nobody: "nobody",
  theChannel: (client: string) => `whoever answers in ${client}'s channel`,
  openFor: "Open for",
  summaryTo: "Summary goes to",
  client: "Client",
  rhythm: (rhythm: string, at: string) => `${rhythm}, ${at} in each one's own time`,
  duration: (minutes: number) => {
    const [n, unit] =
      minutes % 1440 === 0
        ? [minutes / 1440, "day"]
        : minutes % 60 === 0
          ? [minutes / 60, "hour"]
          : [minutes, "minute"];
    return `${n} ${unit}${n === 1 ? "" : "s"}`;
  },
  dayOffSkips: "Nobody is asked on a day off, a holiday or while away.",
  dayOffMoves: "Where it falls on a day off or a holiday, it comes on the working day before.",
  filled: "filled in from time and requests",
  nextOne: "Next:",
  nextAtOnce: "Next: at once, then",
  startNow: "Start one now",
  change: "Change",
  pause: "Pause",
  resume: "Resume",
  end: "End",
  endSure: (title: string) => `End “${title}”? What was answered is kept.`,
  added: (title: string) => `Added: ${title}`,
  changed: (title: string) => `Changed: ${title}`,
  pausedNow: (title: string) => `Paused: ${title}`,
  resumedNow: (title: string) => `Goes on: ${title}`,
  endedNow: (title: string) => `Ended: ${title}`,
  started: (title: string) => `Started: ${title}`,
  startedBefore: (title: string) =>
    `${title} was started before, and that round is still open. The next one can begin when it is over.`,
  startedText: (n: number) =>
    n === 1
      ? "Whoever works today is asked within a minute."
      : `Of ${n}, everybody who works today is asked within a minute.`,
  nobodyToAsk: "There is nobody to ask. Say who, by name.",
  fewForSecret: (least: number, n: number) =>
    `Anonymous answers need at least ${least} people, or it would show who said what; here are ${n}.`,
  clientNamed:
    "Only the team's check-ins can be anonymous: a client's people answer by name. Leave out anonymous:yes.",
  noneCalled: (name: string, names: string) =>
    names === ""
      ? "There is no check-in yet. Try checkin add daily."
      : `There is no check-in called “${name}”. There are: ${names}.`,
  badOpen: "It can be open for 30 minutes to 14 days. Write 8h or 120h.",
  noTeamChannel: (words: string) =>
    `“${words}” is no channel of your team. A summary goes to you, or to a channel linked to the team.`,
  badQuestion: {
    empty: (line: number, _words: string) => `Line ${line}: there is no question. Write one question a line.`,
    long: (line: number, words: string) => `Line ${line}: “${words}…” is too long: at most 200 characters.`,
    scale: (line: number, words: string) =>
      `Line ${line}: [${words}] is no scale. Write [1-5], at most [1-10].`,
    choice: (line: number, words: string) =>
      `Line ${line}: [${words}] is no choice. Write two to ten of them, like [good / fair / poor].`,
    many: (line: number, _words: string) => `Line ${line}: there can be at most 10 questions.`,
    twice: (line: number, words: string) => `Line ${line}: “${words}” is asked twice.`,
  },
  form: {
    title: "Check-in",
    name: "What is it called?",
    questions: "Questions, one a line",
    questionsHint: "End a line with [1-5], [yes/no] or [good / fair / poor]; [done] and [next] are filled in",
    every: "Every",
    at: "At",
    atHint: "09:30, in each one's own time",
    open: "Open for",
    openHint: "8h, 24h, 120h",
    to: "Asked where?",
    inChannel: "In the client's channel: whoever answers",
    inDm: "In direct messages to those named",
    people: "Who is asked?",
    peopleHint: "all, or names: @asha, @ben",
    summary: "Where does the summary go?",
    toMe: "To me, in direct messages",
    anonymous: "Whose answers are they?",
    named: "With names",
    secret: "Anonymous",
  },
  took: (answered: number, asked: number) => `${answered} of ${asked} answered.`,
  missing: "Missing",
  skippedBy: "Skipped",
  off: "Not asked: off, away or not here",
  tooFew: (least: number) =>
    `Fewer than ${least} answered, too few to show without telling who said what. Their answers are not kept.`,
  average: (average: string, most: number) => `${average} of ${most} on average`,
  onlyFew: (average: string, n: number) =>
    n === 1 ? `${average}, but from 1 answer only` : `${average}, but from ${n} answers only`,
  followUp: (name: string) => `Follow up: ${name}`,
  kinds: {
    daily: {
      title: "Team daily",
      questions: "What got done since last time? [done]\nWhat comes next? [next]\nIs anything in your way?",
    },
    weekly: {
      title: "Team weekly",
      questions:
        "What went well this week?\nWhat was hard?\nHow heavy was your workload? [light / right / heavy]\nWhat should we change?",
    },
    mood: {
      title: "Team mood",
      questions: "How are you doing? [1-5]\nWhat would make next week better?",
    },
    monthly: {
      title: "Monthly check-in",
      questions:
        "How is it going with us? [1-5]\nWhat is coming up for you next month?\nWhat should we change?\nIs there anything you wish we did?",
    },
    quarterly: {
      title: "Quarterly check-in",
      questions:
        "Did we help you with what mattered most? [yes/no]\nWhat are your goals for the next quarter?\nIs the package still right? [too small / right / too big]\nWhat should we stop, start or go on doing?",
    },
  },
};
