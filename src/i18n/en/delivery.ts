/** Why a message was set aside, and what helps, for the owner. `said` is the platform's own word for it. */
export const delivery = {
  causes: {
    "no-way": {
      why: () => "there is no platform switched on where they can be reached",
      remedy: "Ask them to write to the bot once, or switch their platform on.",
    },
    "may-have-arrived": {
      why: () => "it may have arrived, and the platform can't say",
      remedy: "Look whether it is there before you send it again.",
    },
    "card-parked": {
      why: () => "the card it belongs under could not be posted",
      remedy: "Send the card again first.",
    },
    archived: {
      why: () => "the channel is archived",
      remedy: "Unarchive the channel, or link another one with link.",
    },
    closed: {
      why: () => "only some people may post in that channel",
      remedy: "Let the bot post there, in the channel's own settings.",
    },
    outside: {
      why: () => "I am not in that channel any more",
      remedy: "Invite me back there with /invite.",
    },
    gone: {
      why: () => "that channel is gone, or I was taken out of it",
      remedy:
        "Invite me back there with /invite; if it is gone, link the client's present channel with link.",
    },
    removed: {
      why: () => "I am not in that team or chat any more",
      remedy: "Add the app to it again, under Manage team, Apps.",
    },
    vanished: {
      why: () => "that conversation is gone",
      remedy: "Link the client's present channel with link.",
    },
    permission: {
      why: (said: string) =>
        `I lack a permission in that workspace (${said.replace(/^missing_scope:? ?/, "")})`,
      remedy: "Install the app again there and agree to what it asks; va-desk doctor says what is missing.",
    },
    left: {
      why: () => "VA Desk is not installed in that workspace any more",
      remedy: "Install it there again.",
    },
    admin: {
      why: () => "whoever runs that workspace does not allow it",
      remedy: "Ask its administrators to allow the app.",
    },
    access: {
      why: () => "my access to that workspace has ended",
      remedy: "Install the app again there, so that its token and permissions are valid.",
    },
    person: {
      why: () => "their account can't be written to",
      remedy: "Ask them to write to the bot once, or take their account out of the desk.",
    },
    unknown: {
      why: (said: string) => said,
      remedy: "Look at the platform's own settings for that conversation.",
    },
  } satisfies Record<string, { why: (said: string) => string; remedy: string }>,
  kept: "The message is kept. After that, va-desk parked retry sends it.",
};
