import type { slack as en } from "../en/slack.ts";

export const slack = {
  left: (workspace: string) => `${workspace}: इस Slack वर्कस्पेस से VA Desk हटा दिया गया`,
  leftWhat:
    "वहाँ अब कुछ नहीं भेजा जाता, और उसे खोलने वाली कुंजियाँ मिटा दी गई हैं। आपके डेस्क का सब कुछ सुरक्षित है, और वहाँ के संदेश अलग रखे गए हैं।",
  refused: (workspace: string) => `${workspace}: Slack, VA Desk का टोकन नहीं मान रहा`,
  refusedWhat: (reason: string) =>
    `Slack का कहना है: ${reason}। अभी इस वर्कस्पेस तक कुछ नहीं पहुँचता; वहाँ के संदेश अलग रखे गए हैं।`,
  again: "उसे वहाँ फिर से इंस्टॉल करें",
  againByHand: "जारी रखने के लिए ऐप को वहाँ फिर से इंस्टॉल करें और नया टोकन SLACK_BOT_TOKEN में रखें।",
  limited: (workspace: string) => `${workspace}: Slack ने कुछ संदेश रोक लिए`,
  limitedSince: "यह हुआ",
  limitedWhat:
    "उस वर्कस्पेस में इतना कुछ लिखा गया कि Slack ने सब आगे नहीं भेजा, इसलिए उस समय के आसपास मुझ तक सब कुछ शायद न पहुँचा हो। कमांड और बटन पर इसका असर नहीं पड़ता। कोई अनुरोध या टिप्पणी छूटी हो तो कृपया फिर से भेजें।",
} satisfies typeof en;
