/** What a platform shows of the app itself: in its directory, beside its command. */
export const manifest = {
  name: "VA Desk",
  description: "Hand over work to your virtual assistant in one line, and see where it stands",
  command: "Requests, time and reports with your virtual assistant",
  long: (command: string) =>
    `Clients hand over work in one line, are told what was understood and when it comes, and see what their hours bought. Assistants have one list for all of their clients, log time without leaving the chat, and never forget anybody. Type ${command} and one of these words:`,
};
