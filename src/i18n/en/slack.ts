/** Word about a Slack workspace as a whole, to the owners of the desks in it. */
export const slack = {
  left: (workspace: string) => `${workspace}: VA Desk was taken out of this Slack workspace`,
  leftWhat:
    "Nothing is sent there any more, and what opened it is deleted. Everything of your desk is kept, and messages for it are set aside.",
  refused: (workspace: string) => `${workspace}: Slack refuses VA Desk's token`,
  refusedWhat: (reason: string) =>
    `Slack says: ${reason}. Nothing reaches this workspace now; messages for it are set aside.`,
  again: "Install it there again",
  againByHand: "To go on, install the app there again and put the new token into SLACK_BOT_TOKEN.",
  limited: (workspace: string) => `${workspace}: Slack held messages back`,
  limitedSince: "It happened at",
  limitedWhat:
    "More was said in that workspace than Slack passes on, so I may not have heard everything around that time. Commands and buttons are not touched by it. If a request or comment is missing, please send it again.",
};
