import type { home as en } from "../en/home.ts";

export const home = {
  summary: "आपका होम: अनुरोध और बचे घंटे, आपका दिन, या पूरा डेस्क, आपकी भूमिका के अनुसार",
  parts: { contact: "मेरे अनुरोध", member: "मेरा दिन", owner: "क्लाइंट और टीम" },
  partAt: (part: string, desk: string) => `${part} · ${desk}`,
  titleAt: (part: string, desk: string) => `${desk} · ${part}`,
  waitsForYou: "सौंपा जा चुका, आपके जवाब की प्रतीक्षा में",
  clients: "क्लाइंट",
  team: "टीम",
  open: (n: number) => (n === 0 ? "कुछ खुला नहीं" : `${n} खुले`),
  addClient: "क्लाइंट जोड़ें",
  addMember: "टीम में जोड़ें",
  settings: "सेटिंग्स",
  timesheet: "टाइमशीट",
  week: "आने वाला सप्ताह",
} satisfies typeof en;
