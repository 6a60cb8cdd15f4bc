import type { DehumanizingClass } from './lexicon.js';

const said: Readonly<Record<DehumanizingClass, (whom: string) => string>> = {
  animal: (whom) => `Likens ${whom} to animals.`,
  vermin: (whom) => `Likens ${whom} to vermin.`,
  disease: (whom) => `Likens ${whom} to a disease.`,
  filth: (whom) => `Likens ${whom} to filth or waste.`,
  predator_monster: (whom) => `Speaks of ${whom} as monsters or savages.`,
  demon: (whom) => `Speaks of ${whom} as demons.`,
  object_machine: (whom) => `Speaks of ${whom} as objects or machines.`,
  subhuman: (whom) => `Denies that ${whom} are human.`,
  denial_of_mind: (whom) => `Denies ${whom} a mind, a soul or the right to be called human.`,
  extermination: (whom) => `Calls for ${whom} to be done away with like pests or beasts.`,
};

/** One sentence for the moderator. @param target the author's words for the person or group, if the text has any */
export function noteFor(named: DehumanizingClass, target: string | undefined): string {
  return said[named](target ? `people (“${target}”)` : 'people');
}
