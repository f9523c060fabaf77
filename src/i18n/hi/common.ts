import type { common as en } from "../en/common.ts";

export const common = {
  saving: "अभी सहेजा जा रहा है। आपका पाठ सुरक्षित है; नतीजा यहीं आएगा।",
  loading: "लोड हो रहा है…",
  submit: "भेजें",
  cancel: "रद्द करें",
  somethingBroke: (id: string) => `हमारी ओर से कुछ गड़बड़ हुई। इसे ${id} नाम से दर्ज किया गया है; कृपया फिर कोशिश करें।`,
  youTyped: "आपने लिखा",
  mayBeRepeat: "यह दोबारा आया हो सकता है: पहली बार का जवाब नहीं मिला था।",
  more: (n: number) => `+${n} और`,
  moreWays: "सब देखने के लिए `requests`",
  yes: "हाँ",
  no: "नहीं",
  needed: "कृपया इसे भरें।",
  filesInChat: "फ़ाइलें चैट में अपने संदेश के साथ जोड़ें।",
  parkedTitle: (place: string) => `${place} को संदेश नहीं पहुँच सका`,
  unanswered: "किसी को मेरा जवाब नहीं मिल सका",
  unansweredText: "जो कहा गया था वह हो चुका हो सकता है: देख लें, और उन्हें बता दें।",
  parked: (reason: string) => `कारण: ${reason}।`,
} satisfies typeof en;
