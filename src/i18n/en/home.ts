/** Somebody's home: one page for each part they play. */
export const home = {
  summary: "Your home: requests and hours left, your day, or the whole desk, by the part you play",
  parts: { contact: "My requests", member: "My day", owner: "Clients and team" },
  partAt: (part: string, desk: string) => `${part} · ${desk}`,
  titleAt: (part: string, desk: string) => `${desk} · ${part}`,
  waitsForYou: "Delivered, waiting for your word",
  clients: "Clients",
  team: "Team",
  open: (n: number) => (n === 0 ? "nothing open" : `${n} open`),
  addClient: "Add a client",
  addMember: "Add to the team",
  settings: "Settings",
  timesheet: "Timesheet",
  week: "Week ahead",
};
