/**
 * Whether a word that no lexicon tags reads as a name for people by its ending: smugglers, lobbyists, spokeswoman.
 * Agent endings after Marchand 1969, The Categories and Types of Present-Day English Word-Formation, chapter 4. A
 * guess: those that mostly name things are excepted.
 */
export function looksLikePeople(word: string): boolean {
  if (word.length < 6) return false;
  const many = word.endsWith('s') && !word.endsWith('ss');
  const one = many ? word.slice(0, -1) : word;
  if (!(many ? ofMany : ofOne).some((ending) => one.endsWith(ending))) return false;
  return !things.has(one.slice(one.lastIndexOf('-') + 1));
}

/** The same of a single word that stands where a person is looked for: "a hyena of a carer". */
export function mayBePerson(word: string): boolean {
  return looksLikePeople(word) || (/(er|or|ant|ess|ee|ie|y)$/.test(word) && !things.has(word));
}

const ofOne = [
  'ist',
  'ician',
  'arian',
  'eer',
  'ster',
  'crat',
  'man',
  'men',
  'person',
  'people',
  'folk',
  'dealer',
  'keeper',
  'holder',
  'worker',
  'driver',
  'maker',
  'seller',
  'monger',
  'goer',
  'smuggler',
  'trader',
  'dodger',
  'fitter',
  'builder',
  'head',
  'boy',
  'girl',
  'mother',
  'father',
];
/** In the plural "er" is seldom a comparative, and "or" seldom a thing. */
const ofMany = [...ofOne, 'er', 'ator', 'ctor', 'itor', 'ssor', 'ian', 'ee', 'ant', 'dent'];

const things = new Set(
  `accelerator alligator amber answer assist badger beaver beer blender blister boiler booster border bother
  boulder boxer browser buffer bumper bunker burger butter calculator calendar cancer canister carburator
  career center chamber chapter charger chatter checklist cluster coaster computer consider consist container
  cooker copper corner counter cover cracker cruiser cucumber dagger danger december deer deliver diameter
  differ digger dinner disaster discover disorder display drawer drier dryer duster elevator ember encounter
  enlist enter error escalator exist factor faster feather fever fibre filter finger flower flyer folder footer
  former freezer further gather gator generator ginger glacier gopher hammer hamster hanger header heater
  helicopter hinder hoover hunger incubator indicator inner insist jumper kilometer ladder laser later latter
  layer leather leopard letter litter liver lizard lobster locker lower lumber manner marker master matter
  member meter mirror monster motor mower murder november number october offer older oliver order other otter
  outer oyster painkiller panther paper parameter peer pepper perimeter persist picture placer plaster platter
  playlist pointer poster powder power printer projector prosper quarter radiator razor reactor recover refer
  refrigerator register remember render resist retriever river roaster roller rottweiler router rubber runner
  scanner scatter scooter sector sensor september server setter shatter shelter shiver shortlist shoulder
  shower shutter silver slipper sneaker soccer speaker spider sprinkler steer sticker suffer summer surrender
  sweater tanker tender terrier theater thriller tiger timber toaster tower tractor trailer transfer trigger
  trimmer trouser tumor twist twitter under upper vector veneer ventilator wander water weather whisker whisper
  winter wishlist wonder bitumen lumen omen ottoman ramen regimen semen specimen stamen talisman yemen`.split(
    /\s+/,
  ),
);
