import { tags } from '../grammar.js';
import { type Candidate, hasCue, type Reading } from '../reading.js';

const farthest = 16;

/** Whether the words around a comparison tell of people: a name for them, a pronoun, what only they do, hold or haunt. */
export function peopleNear(reading: Reading, { first, last }: Candidate): boolean {
  const { tokens } = reading;
  const from = Math.max(0, first - farthest);
  const to = Math.min(tokens.length, last + 1 + farthest);
  for (let k = from; k < to; k++) if ((k < first || k > last) && isHuman(reading, k)) return true;
  return hasCue(reading, 'human', from, first) || hasCue(reading, 'human', last + 1, to);
}

/** Whether a token speaks of people, or of what only people do, hold or haunt. */
export function isHuman({ tokens }: Reading, at: number): boolean {
  const { tags: bits, text } = tokens[at]!;
  return (
    (bits & (tags.third | tags.person | tags.you) && !(bits & tags.it)) || deeds.has(text) || places.has(text)
  );
}

/** What people do and beasts do not. */
export const deeds: ReadonlySet<string> = new Set(
  `film films filmed filming vote votes voted voting queue queues queued queueing queuing claim claims claimed claiming
  drink drinks drank drinking drive drives drove driving speed speeding smoke smoked smoking vape vaping deal dealing
  deals sell sells sold selling buy buys bought buying cheer cheers cheered cheering chant chants chanting sing singing
  clap clapping laugh laughs laughed laughing smirk smirks smirked smirking grin grins grinning wave waved waving mock
  mocks mocked mocking lie lied lying cheat cheats cheated cheating rob robs robbed robbing steal steals stole stealing
  loot looted looting mug mugged mugging burgle burgled rape raped raping stab stabbed stabbing murder murdered
  murdering kidnap kidnapped assault assaulted beat beating vandalise vandalised vandalize vandalized throw throws
  threw throwing hurl hurled hurling spit spat spitting push pushed pushing shove shoved shout shouts shouted shouting
  scream screamed screaming yell yelling swear swearing tweet tweets tweeted tweeting post posted posting write wrote
  writes writing say says said saying tell tells told telling ask asks asked asking promise promised promises promising
  run runs running rule rules ruling govern govern governs lead leads leading manage manages managing teach teaches
  teaching preach preaches preaching judge judging sue sues sued suing sign signed signing elect elected hire hired
  fire fired sack sacked resign resigned retire retired pay pays paid paying earn earns earning charge charged charging
  demand demands demanding evict evicted evicting rent renting park parked parking march marched marching protest
  protesting riot rioting celebrate celebrating dance dancing pray praying beg begging collect collecting scam scammed
  scamming con conned fleece fleeced fleecing dodge dodging dodged abuse abused abusing bully bullied bullying
  harass harassed harassing groom groomed grooming molest molested molesting torture tortured torturing torch torched
  torching smash smashed smashing graffiti spray sprayed tag tagged dump dumps dumped dumping litter littered littering
  blame blames blamed blaming brag bragging boast boasting gloat gloating refuse refused deny denied denying plead
  pleaded pleading confess confessed arrest arrested convict convicted jail jailed sentence sentenced bail bailed`.split(
    /\s+/,
  ),
);

/** What people hold, wear, get and haunt: it puts them into a sentence that does not name them. */
export const places: ReadonlySet<string> = new Set(
  `phone phones telly tv podcast interview camera cameras microphone suit suits tie blazer blazers hoodie hoodies trackies
  tracksuit tracksuits balaclava balaclavas mask masks uniform uniforms badge cardigan wig robe robes handbag wallet
  wallets car cars van vans scooter scooters moped mopeds bike bikes taxi bus tram train trains platform station ferry
  dinghy dinghies caravan caravans flat flats estate estates terrace council parliament cabinet office offices boardroom
  board court courts courtroom dock bail probation parole jail prison cell benefits dole welfare salary salaries wages
  bonus bonuses pension pensions expenses tax taxes vote votes ballot ballots election elections party parties union
  unions school schools college university campus class classroom church mosque synagogue temple pub pubs bar bars club
  clubs nightclub terrace terraces stand stands stadium gig gallery library hospital ward clinic hostel hostels hotel
  hotels shop shops store stores market street streets road corner corners underpass square park playground border
  borders checkpoint embassy summit meeting meetings rally demo demos protest march riot riots wedding funeral vigil
  press newspaper headlines tabloid committee commission ministry department police knife knives gun guns drugs
  rent mortgage loan loans charity tin contract contracts fine fines crime crimes victim victims pensioner`.split(
    /\s+/,
  ),
);
