/**
 * Whether a word that no lexicon tags reads as a name for people by its ending: smugglers, lobbyists, spokeswoman.
 * Agent endings after Marchand 1969, The Categories and Types of Present-Day English Word-Formation, chapter 4. A
 * guess: those that mostly name things are excepted.
 */
export function looksLikePeople(word: string): boolean {
  if (word.length < 6) return false;
  const many = word.endsWith('s') && !word.endsWith('ss');
  const one = many ? word.slice(0, -1) : word;
  const endings = (many ? ofMany : ofOne).get(one.at(-1) ?? '');
  if (!endings?.some((ending) => one.endsWith(ending))) return false;
  return !things.has(one.slice(one.lastIndexOf('-') + 1));
}

/** The same of a single word that stands where a person is looked for: "a hyena of a carer". */
export function mayBePerson(word: string): boolean {
  return looksLikePeople(word) || (/(er|or|ant|ess|ee|ie|y)$/.test(word) && !things.has(word));
}

/** Endings by their last letter, so that most words are tried against few. */
function byLast(endings: string): ReadonlyMap<string, readonly string[]> {
  const grouped = new Map<string, string[]>();
  for (const ending of endings.split(' ')) {
    const last = ending.at(-1) ?? '';
    grouped.set(last, [...(grouped.get(last) ?? []), ending]);
  }
  return grouped;
}

const sure =
  'ist ician arian eer ster crat man men person people folk dealer keeper holder worker driver maker seller monger goer smuggler trader dodger fitter builder head boy girl mother father';
const ofOne = byLast(sure);
/** In the plural "er" is seldom a comparative, and "or" seldom a thing. */
const ofMany = byLast(`${sure} er ator ctor itor ssor ian ee ant dent`);

const things = new Set(
  `abdomen accelerator accident acumen alligator amber answer arrowhead assist badger banshee beaver bedhead
  beer bitumen blender blister boiler booster border bother boulder boxer browser buffer bulkhead bumper bunker
  burger burner butter calculator calendar cancer canister carburator career center chamber chapter charger
  chatter checklist cheer cluster coaster coffee computer consider consist container cooker coolant copper
  corner counter cover cracker croissant cruiser cucumber dagger danger december deer degree deliver deodorant
  diameter differ digger dimmer dinner disaster discover dishwasher disorder display drawer drier dryer duster
  elephant elevator ember encounter enlist enter error escalator exist factor fastener faster feather fever
  fibre filter finger flier flower flyer folder footer forehead former freezer further gather gator generator
  giant ginger glacier gopher grant guarantee hammer hamster hanger header heater helicopter hinder hoover
  horror hunger incident incubator indicator inner insist jubilee jumper kilometer ladder laser later latter
  layer leather leopard letter letterhead litter liver lizard lobster locker lower lumber lumen manner marker
  master matter member meter mirror monster motor mower murder november number october offer older oliver omen
  opener order other otter ottoman outer overhead oyster painkiller panther paper parameter pedigree peer
  pendant pepper perimeter persist photocopier picture placer plant plaster platter playlist pointer pollutant
  poster powder power prayer precedent printer projector prosper quant quarter quaver radiator ramen razor
  reactor recover refer refrigerator regimen register remember render resist restaurant retriever river roaster
  roller rottweiler router rubber runner scanner scatter scooter screener sector semen sensor september server
  setter shatter shelter shiver shortlist shoulder shower shutter silver slipper sneaker soccer speaker
  spearhead specimen spider sprinkler stamen starter steer sticker strainer suffer summer surrender sweater
  talisman tanker tender terrier terror theater thriller tiger timber toaster toffee tower tractor trailer
  transfer trident trigger trimmer trouser tumor twist twitter under upper variant vector veneer ventilator
  wander warrant water weather whisker whisper winter wishlist wonder yemen`.split(/\s+/),
);
