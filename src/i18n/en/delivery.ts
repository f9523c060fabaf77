/** Why a message was set aside, and what helps, for the owner. */
export const delivery = {
  reasons: {
    "no-way": "there is no platform switched on where they can be reached",
    "may-have-arrived": "it may have arrived, and the platform can't say",
    "card-parked": "the card it belongs under could not be posted",
    not_installed: "VA Desk is not installed in that workspace any more",
  } as Record<string, string>,
  remedies: {
    archived: "Unarchive the channel, or link another one with link.",
    outside: "Invite the bot into that channel again.",
    gone: "Link the client's present channel with link; the old one is gone.",
    access: "Install the app again in that workspace, so that its token and permissions are valid.",
    person: "Ask them to write to the bot once, or take their account out of the desk.",
    "no-way": "Ask them to write to the bot once, or switch their platform on.",
    "may-have-arrived": "Look whether it is there before you send it again.",
    unknown: "Look at the platform's own settings for that conversation.",
  },
  kept: "The message is kept. After that, va-desk parked retry sends it.",
};
