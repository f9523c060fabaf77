/** Microsoft Teams' own few sentences. */
export const teams = {
  hello: "Hello, this is VA Desk",
  helloPerson:
    'Are you the VA? Type `setup "Your Desk"` to begin, or `link` with a code from where you already talk to me. Hand over work with `request`; `help` shows the rest.',
  helloChannel:
    "Hand over work here: mention me and write request with what you need. The VA links this channel to a client with client add, or link and a code.",
  seeChat: "This needs a little more from you: see your own chat with me.",
  staysAsItIs: (label: string) =>
    `“${label}”: what stands there is too long to be shown here and stays as it is. You can still say it in words in the chat.`,
  notAdmitted:
    "Your organisation isn't connected to a desk yet. Type link followed by a code from the desk's owner, or setup if you are the VA and this is the first desk.",
  extension: {
    request: { title: "New request", description: "Hand over a piece of work" },
    createRequest: {
      title: "Create request",
      description: "File this message as a request, with its author and link",
    },
    logTime: { title: "Log time", description: "Log time on what this message is about" },
    addToRequest: { title: "Add to request", description: "Put this message under a request as a comment" },
  },
};
