import type { promise as en } from "../en/promise.ts";

const blockedFor = (days: number): string => (days === 0 ? "आज से" : `${days} दिन से`);

export const promise = {
  summaries: {
    promise: "क्लाइंट से क्या वादा है: जवाब कब, काम कब तैयार",
  },
  answersBy: (name: string) => `${name} का जवाब इस समय तक मिलेगा:`,
  yourTime: " (आपका समय)।",
  nowFor: (name: string): [string, string] => [`${name} के यहाँ अभी `, " बजे हैं।"],
  readyBy: "तैयार होगा",
  clocks: { first: "पहला जवाब", next: "जवाब", finish: "तैयार काम" },
  by: (clock: string) => `${clock}, वादे का समय`,
  standsStill: "वादा है; तब तक रुका हुआ, शुरुआत",
  wasPromised: "का वादा था:",
  brokenSince: "वादा टूटा; समय था",
  title: (name: string) => `${name} से क्या वादा है`,
  saved: (name: string) => `अब से ${name} से यह वादा है`,
  counts: (n: number) =>
    n === 0
      ? "यह आगे दर्ज होने वाले काम पर लागू होगा।"
      : n === 1
        ? "यह उनके खुले अनुरोध पर भी लागू है।"
        : `यह उनके ${n} खुले अनुरोधों पर भी लागू है।`,
  ended: (name: string) => `${name} से अब कोई वादा नहीं है`,
  nothing: "कोई वादा नहीं है। `promise CODE answer:24h finish:5d` से बदलें।",
  fields: {
    client: "क्लाइंट",
    answer: "काम के कितने घंटों में जवाब",
    answerHint: "24h, या 24h, important 8h, urgent 4h; वादा न हो तो ख़ाली",
    finish: "काम के कितने दिनों में तैयार",
    finishHint: "5d, या 5d, urgent 1d; नियत तारीख़ हो तो वही। वादा न हो तो ख़ाली",
    warn: "कितना प्रतिशत समय बीतने पर चेताऊँ",
    told: "साप्ताहिक रिपोर्ट में बताएँ",
    yes: "हाँ",
    no: "नहीं",
  },
  levels: { normal: "सामान्य", important: "महत्वपूर्ण", urgent: "तुरंत" },
  days: (n: number) => (n === 1 ? "काम का 1 दिन" : `काम के ${n} दिन`),
  hours: (duration: string) => `काम के समय में ${duration}`,
  orDue: "या नियत तारीख़",
  none: "वादा नहीं",
  percent: (n: number) => `${n}%`,
  inDesk: "जो काम करे उसके काम के घंटों में गिना जाता है, नहीं तो डेस्क के; छुट्टियाँ नहीं गिनी जातीं।",
  badAnswer: (text: string) =>
    `“${text}” को जवाब के समय के रूप में नहीं पढ़ पाया। घंटे लिखें, जैसे 24h, या 24h, important 8h, urgent 4h; वादा न हो तो none।`,
  badFinish: (text: string) =>
    `“${text}” को काम के दिनों के रूप में नहीं पढ़ पाया। दिन लिखें, जैसे 5d, या 5d, urgent 1d; वादा न हो तो none।`,
  badWarn: "चेतावनी 10 से 95 प्रतिशत के बीच आती है।",
  dm: {
    warn: (ref: string, clock: string) => `${ref}: ${clock} का वादा पास है`,
    broken: (ref: string, clock: string) => `${ref}: वादा टूट गया (${clock})`,
    many: (n: number) => `${n} वादों को आपकी ज़रूरत है`,
    due: "वादे का समय",
    forThem: (name: string) => ` (${name} के यहाँ)`,
    seeToday: "सब आपके दिन में हैं: `today`",
    askFirst: "उन्हें एक बात कह देना काफ़ी है: टिप्पणी, या यह कि आप इसे ले रहे हैं।",
    askNext: "उन्होंने कुछ कहा है जिसका जवाब किसी ने नहीं दिया।",
    askFinish: "इसे सौंपें, या दूसरी तारीख़ तय करें।",
  },
  digest: {
    heading: "वादे",
    soon: (clock: string) => `${clock}, वादे का समय`,
    broken: (clock: string) => `${clock}, वादे का समय बीता`,
  },
  reason: (clock: "first" | "next" | "finish", broken: boolean): string => {
    const what = { first: "पहले जवाब", next: "जवाब", finish: "काम पूरा करने" }[clock];
    return broken ? `${what} का वादा टूट चुका है` : `${what} का वादा पास है`;
  },
  status: {
    heading: "हमारे वादे",
    kept: (kept: number, all: number) =>
      all === 1
        ? kept === 1
          ? "इस हफ़्ते का एकमात्र वादा निभा।"
          : "इस हफ़्ते का एकमात्र वादा टूटा।"
        : `इस हफ़्ते के ${all} में से ${kept} वादे निभे।`,
  },
  report: {
    title: (name: string, from: string, to: string) =>
      `वादे · ${name} · ${from === to ? from : `${from} – ${to}`}`,
    client: "क्लाइंट",
    month: "महीना",
    kept: "निभे",
    broken: "टूटे",
    share: "हिस्सा",
    median: "पहला जवाब, माध्यिका",
    firsts: "पहले जवाब",
    medianMinutes: "पहला जवाब, माध्यिका मिनट",
    empty: "इस समय में कोई वादा न पूरा हुआ, न टूटा।",
    running: (open: number, late: number) =>
      late === 0 ? `अभी ${open} चल रहे हैं, कोई देर से नहीं।` : `अभी ${open} चल रहे हैं, उनमें से ${late} देर से।`,
    few: (least: number) => `* ${least} से कम: इतने कम से ज़्यादा कुछ नहीं कहा जा सकता।`,
    counted: "वादा उस महीने में गिना जाता है जिसमें वह पूरा हुआ या टूटा; जवाब का समय काम के समय में है।",
  },
  health: {
    title: "आपके क्लाइंट कैसे हैं",
    private: "यह केवल डेस्क देखता है।",
    good: "कुछ ग़लत नहीं दिखता",
    broken: (n: number) => `30 दिनों में ${n} वादे टूटे`,
    late: (n: number) => `अभी ${n} वादों में देर है`,
    low: (n: number) => `30 दिनों में ${n} कम अंक`,
    slower: (now: string, before: string) =>
      `पहले जवाब में काम के समय के ${now} लगते हैं, उससे पहले के तीन महीनों में ${before}`,
    blocked: (n: number, days: number) =>
      n === 1 ? `1 अनुरोध ${blockedFor(days)} रुका है` : `${n} अनुरोध रुके हैं, सबसे पुराना ${blockedFor(days)}`,
    none: "अभी कोई क्लाइंट नहीं है।",
  },
} satisfies typeof en;
