/** What the scheduler's jobs say. */
export const jobs = {
  names: {
    "morning-digest": "The morning digest",
    "weekly-status": "The weekly status",
    "status-draft": "The draft of the weekly status",
    "unanswered-deliveries": "Looking after unanswered deliveries",
    "away-notice": "Telling a client that somebody is away",
    "away-brief": "The brief for who covers",
    "away-back": "What happened while somebody was away",
    "repeating-work": "Opening work that comes again",
    "check-in": "Asking a check-in",
    "check-in-reminder": "Bringing a check-in to mind",
    "check-in-summary": "The summary of a check-in",
    survey: "A question after finished work",
    "quarterly-survey": "The quarter's question to clients",
  } as Record<string, string>,
  failedTitle: (job: string) => `${job} could not be made`,
  failedFor: "It was due",
  failedWhy: (reason: string) => `Tried six times, each time: ${reason}`,
  stillWorking: (subject: string) => `Still working on ${subject}?`,
  runsFor: (duration: string) => `The timer has been running for ${duration}.`,
  elseStopped: (minutes: number, limit: string) =>
    `If I hear nothing within ${minutes} minutes, I stop it and count ${limit}.`,
  elseStoppedSince: (minutes: number, limit: string) =>
    `If I hear nothing within ${minutes} minutes, I stop it and count ${limit} from your last answer.`,
  goOn: "Still working",
  stopNow: "Stop now",
  trimmed: (subject: string, duration: string) =>
    `The timer on ${subject} was stopped; ${duration} are logged`,
  trimmedWhy: (ran: string) =>
    `It had run for ${ran} and nobody answered, so the rest was cut off. Put it right if that was too much or too little:`,
  deliveryWaits: (ref: string) => `${ref} is waiting for your answer`,
  deliveredOn: "It was delivered",
  deliveryAsk: "Is it what you needed? Accept it, or say what should change.",
  closedUnanswered: (ref: string) => `${ref} is closed as done`,
  closedWhy: (days: number) =>
    `Nobody answered for ${days} working days. Nothing is lost: it can be reopened at any time.`,
};
