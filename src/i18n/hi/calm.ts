import type { calm as en } from "../en/calm.ts";

export const calm = {
  summary: "आपको परेशान न करने के लिए मैंने क्या रोककर रखा",
  title: "आपके लिए रोककर रखा",
  none: "हाल में कुछ नहीं रोका गया।",
  inDigest: "आपको परेशान न करने के लिए रोका गया",
  read: "पढ़ें",
  why: { quiet: "शांत समय", budget: "एक दिन के लिए काफ़ी", away: "आप छुट्टी पर थे" },
  settings: "बिना पूछे संदेश",
  perDay: (n: number) => `दिन में ज़्यादा से ज़्यादा ${n}`,
  quiet: (from: string, to: string) => `${from} से ${to} तक कोई नहीं`,
  unlessAtWork: "(आपके काम के घंटे छोड़कर)",
  noQuiet: "कोई शांत समय नहीं",
  quietField: "शांत समय",
  quietHint: "20:00-07:30, या off",
  budgetField: "दिन में ज़्यादा से ज़्यादा कितने बिना पूछे संदेश",
  badQuiet: (text: string) => `“${text}” शांत समय नहीं है। ऐसे लिखें: 20:00-07:30, या off।`,
  badBudget: (text: string) => `“${text}”: लिखें कि दिन में कितने बिना पूछे संदेश काफ़ी हैं, 1 से 50।`,
} satisfies typeof en;
