/** Words used by every part: formats, refusals, the adapters' own few sentences. */
export const common = {
  saving: "Still saving. Your text is safe; the outcome follows here.",
  loading: "Loading…",
  submit: "Send",
  cancel: "Cancel",
  somethingBroke: (id: string) =>
    `Something went wrong on our side. It has been noted as ${id}; please try again.`,
  youTyped: "You typed",
  mayBeRepeat: "This may be a repeat: the first try got no answer.",
  more: (n: number) => `+${n} more`,
  moreWays: "see all with `requests`",
  yes: "Yes",
  no: "No",
  needed: "Please fill this in.",
  filesInChat: "Attach files to your message in the chat.",
  parkedTitle: (place: string) => `A message to ${place} could not be delivered`,
  parked: (reason: string) => `Why: ${reason}.`,
  unanswered: "Somebody did not get an answer from me",
  unansweredText: "What was asked for may have been done: look at it, and tell them.",
};
