// Words that may be about health, family or a union, as people write them in the UK; a star stands for any ending. Our own list: short,
// because a reminder that comes too often is one that nobody reads.
const HEALTH = [
  "off sick", "sick note*", "fit note*", "sick leave", "sick pay", "sickness", "self-cert*", "sick day*", "gp", "doctor*", "hospital*", "a&e",
  "diagnos*", "illness*", "surgery", "medication", "antidepressant*", "prescription*", "cancer", "chemo*", "tumour*", "diabet*", "epilep*",
  "asthma*", "migraine*", "pregnan*", "miscarr*", "ivf", "maternity", "paternity", "menopaus*", "mental health", "depress*", "anxiety",
  "panic attack*", "burnout", "burnt out", "stress leave", "off with stress", "therapist*", "counsellor*",
  "counselling", "rehab*", "alcoholi*", "addict*", "disabilit*", "wheelchair*", "autis*", "adhd", "dyslex*", "bipolar", "ptsd", "self-harm*",
  "suicid*", "occupational health", "long covid", "covid*",
];
const FAMILY = [
  "divorc*", "her husband", "his wife", "her ex", "his ex", "boyfriend*", "girlfriend*", "fiancé*", "marriage", "getting married",
  "childcare", "child care", "nursery run", "school run", "her child*", "his child*", "their child*", "her kid*", "his kid*",
  "their kid*", "her mum", "his mum", "her dad", "his dad", "her mother", "his mother", "her father", "his father", "single mum*",
  "single dad*", "single parent*", "family", "bereave*", "funeral*", "custody", "carer*", "domestic abuse",
];
const UNION = [
  "union", "unions", "trade union*", "union rep*", "shop steward*", "works council*", "on strike", "strike ballot*", "picket*",
  "unison", "gmb", "cwu", "usdaw",
];

const ours = (word) => word.replace(/[ -]/g, "[\\s-]+").replace("*", "\\p{L}*");
const FOUND = new RegExp(`(?:^|[^\\p{L}\\p{N}])(${[...HEALTH, ...FAMILY, ...UNION].sort((one, other) => other.length - one.length).map(ours).join("|")})(?![\\p{L}\\p{N}])`, "iu");

// The first of them in a text, as it was typed; nothing where there is none.
export const tender = (text) => text.normalize("NFC").match(FOUND)?.[1] ?? "";
