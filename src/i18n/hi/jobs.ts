import type { jobs as en } from "../en/jobs.ts";

export const jobs = {
  names: {
    "morning-digest": "सुबह का डाइजेस्ट",
    "weekly-status": "साप्ताहिक रिपोर्ट",
    "status-draft": "साप्ताहिक रिपोर्ट का मसौदा",
    "unanswered-deliveries": "बिना जवाब वाले सौंपे गए काम की जाँच",
    "away-notice": "क्लाइंट को छुट्टी की सूचना",
    "away-brief": "जगह देखने वाले के लिए सार",
    "away-back": "छुट्टी में क्या हुआ",
    "repeating-work": "दोहराए जाने वाले काम का नया अनुरोध",
    "check-in": "हालचाल पूछना",
    "check-in-reminder": "हालचाल की याद दिलाना",
    "check-in-summary": "हालचाल का सार",
    survey: "काम के बाद का सवाल",
    "quarterly-survey": "क्लाइंटों से तिमाही सवाल",
  } as Record<string, string>,
  failedTitle: (job: string) => `यह नहीं बन सका: ${job}`,
  failedFor: "नियत समय था",
  failedWhy: (reason: string) => `छह बार कोशिश की, हर बार यही हुआ: ${reason}`,
  stillWorking: (subject: string) => `क्या आप अब भी ${subject} पर काम कर रहे हैं?`,
  runsFor: (duration: string) => `टाइमर ${duration} से चल रहा है।`,
  elseStopped: (minutes: number, limit: string) =>
    `${minutes} मिनट में जवाब न मिला तो मैं इसे रोककर ${limit} गिनूँगा।`,
  elseStoppedSince: (minutes: number, limit: string) =>
    `${minutes} मिनट में जवाब न मिला तो मैं इसे रोककर आपके पिछले जवाब के बाद ${limit} गिनूँगा।`,
  goOn: "काम जारी है",
  stopNow: "अभी रोकें",
  trimmed: (subject: string, duration: string) => `${subject} का टाइमर रोक दिया गया; ${duration} लिखा गया`,
  trimmedWhy: (ran: string) =>
    `यह ${ran} से चल रहा था और जवाब नहीं मिला, इसलिए बाकी समय काट दिया गया। कम या ज़्यादा हो तो ठीक करें:`,
  deliveryWaits: (ref: string) => `${ref} को आपके जवाब का इंतज़ार है`,
  deliveredOn: "सौंपा गया",
  deliveryAsk: "क्या यह वैसा ही है जैसा आप चाहते थे? स्वीकार करें, या बताएँ कि क्या बदलना है।",
  closedUnanswered: (ref: string) => `${ref} पूरा मानकर बंद किया गया`,
  closedWhy: (days: number) =>
    `${days} कार्य-दिवसों तक कोई जवाब नहीं आया। कुछ खोया नहीं है: इसे कभी भी फिर खोला जा सकता है।`,
} satisfies typeof en;
