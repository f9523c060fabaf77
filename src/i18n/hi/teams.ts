import type { teams as en } from "../en/teams.ts";

export const teams = {
  hello: "नमस्ते, मैं VA Desk हूँ",
  helloPerson:
    'क्या आप VA हैं? शुरू करने के लिए `setup "आपका डेस्क"` लिखें, या जहाँ आप मुझसे पहले से बात करते हैं वहाँ से मिले कोड के साथ `link` लिखें। काम सौंपने के लिए `request`; बाकी `help` दिखाता है।',
  helloChannel:
    "काम यहाँ सौंपें: मेरा नाम लेकर request और अपनी ज़रूरत लिखें। VA इस चैनल को client add से, या link और कोड से, किसी ग्राहक से जोड़ते हैं।",
  seeChat: "इसमें आपसे थोड़ा और चाहिए: मेरे साथ अपनी निजी चैट देखें।",
  notAdmitted:
    "आपका संगठन अभी किसी डेस्क से जुड़ा नहीं है। डेस्क के मालिक से मिले कोड के साथ link लिखें, या अगर आप VA हैं और यह पहला डेस्क है तो setup लिखें।",
  extension: {
    request: { title: "नया अनुरोध", description: "कोई काम सौंपें" },
    createRequest: { title: "अनुरोध बनाएँ", description: "इस संदेश को, लेखक और लिंक के साथ, अनुरोध के रूप में दर्ज करें" },
    logTime: { title: "समय दर्ज करें", description: "इस संदेश से जुड़े काम पर समय दर्ज करें" },
    addToRequest: { title: "अनुरोध में जोड़ें", description: "इस संदेश को टिप्पणी के रूप में किसी अनुरोध में जोड़ें" },
  },
} satisfies typeof en;
