/** What somebody reads who installs VA Desk in a workspace: pages in a browser, and the first direct message. */
export const install = {
  begin: "Add VA Desk to your Slack workspace",
  beginWhat:
    "Hand over work to your virtual assistant in one line, and see where it stands. VA Desk reads only the channels it is invited to. Slack shows you next what it may do, and asks you to agree.",
  add: "Add to Slack",
  done: (workspace: string) => `VA Desk is in ${workspace}`,
  doneWhat: "It has sent you a direct message with the next step.",
  open: "Open it in Slack",
  notDone: "VA Desk was not installed",
  cancelled: "You chose not to allow it, so nothing was changed.",
  stale: "This step was taken already, took too long, or was begun in another browser. Nothing was changed.",
  wrongWorkspace: (chosen: string) =>
    `That link was for another workspace, and you chose ${chosen}. Nothing was changed. Choose the right one at the top of Slack's page.`,
  wholeOrganisation:
    "VA Desk joins single workspaces, not a whole organisation. Choose one workspace on Slack's page.",
  unknownApp: "That link names an app that isn't ours.",
  slackRefused: (reason: string) => `Slack did not agree: ${reason}. Nothing was changed.`,
  slackSilent: "Slack gave no answer. Nothing was changed; try again in a minute.",
  broke: (id: string) => `Something went wrong on our side. It has been noted as ${id}.`,
  again: "Start again",

  welcome: "Hello, I'm VA Desk",
  welcomeFirst:
    "Clients hand over work to me in one line, and you get one list for all of them. To begin, tell me about your business; it takes a minute.",
  setUp: "Set up my desk",
  welcomeKnown:
    "I am in this workspace now. In a channel you share with a client, invite me, and type one of these there:",
  welcomeStranger: "Are you the virtual assistant, with a desk already? Where I know you, type",
  welcomeCode: "and send me what you get, from here.",
  welcomeClient:
    "Are you the client? Invite me to the channel you share with your assistant. They do the rest.",
};
