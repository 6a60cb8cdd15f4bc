// Letters that look like a..z, by the Unicode Character Database's own names. A row holds 26 characters in the order
// of the alphabet; a middle dot stands where a script has no such letter, and the plain letter is kept.
// Written by hand from the code charts: nothing here comes from the tables that the product folds with.

const latin = 'abcdefghijklmnopqrstuvwxyz';

const rows = {
  cyrillic: 'аьсԁеғԍһіјкӏмпорԛгѕтцѵԝхуз',
  cyrillicVowels: 'а···е···і·····о···········',
  cyrillicCommon: 'а·с·е···і·к···ор··ѕ····ху·',
  greek: 'αβϲδεϝ··ιϳκ··ηορ··στυνωχγζ',
  greekSome: 'α···ε···ι·κ···ο·····υ·····',
  greekCapitals: 'ΑΒϹ·Ε··ΗΙ·Κ·ΜΝΟΡ···Τ···ΧΥΖ',
  armenian: '·····ֆցհ·յ·լ·ոօ·զ···ս·····',
  cherokee: 'ᎪᏴᏟᎠᎬ·ᏀᎻᎥᎫᏦᏞᎷᏁ·Ꮲ·ᎡᏚᎢ·ᏙᎳ·ᎽᏃ',
  lisu: 'ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑ·ꓣꓢꓔꓴꓦꓪꓫꓬꓜ',
  superscript: 'ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖ·ʳˢᵗᵘᵛʷˣʸᶻ',
  subscript: 'ₐ···ₑ··ₕᵢⱼₖₗₘₙₒₚ·ᵣₛₜᵤᵥ·ₓ··',
  smallCaps: 'ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘ·ʀꜱᴛᴜᴠᴡ·ʏᴢ',
  stroke: 'ⱥƀȼđɇꞙǥħɨɉꝁł··øᵽꝗɍꞩŧʉ···ɏƶ',
  hooked: '·ɓƈɗ·ƒɠɦ··ƙɭɱɲ·ƥʠɽʂƭ·ʋⱳ·ƴȥ',
  phonetic: 'ɑʙɕɖɛʄɡɦɩʝ·ɭɱɳɵ··ɾʂʈʊʋʍ·ʏʐ',
  accents: 'áḃćďéḟģĥíĵǩĺḿńóṕ·ŕśťúṽŵẍýź',
  softAccents: 'ä·ç·ë···ï····ñö···š·ü···ÿž',
  turned: 'ɐqɔpǝɟƃɥᴉɾʞןɯuodbɹsʇnʌʍxʎz',
} as const;

export type Alphabet = keyof typeof rows;

/** A row of letters as a function of one letter; a letter that the row lacks stays. Capitals are read as small. */
export function letters(name: Alphabet): (letter: string) => string {
  const row = [...rows[name]];
  if (row.length !== 26) throw new Error(`${name} has ${row.length} letters`);
  return (letter) => {
    const look = row[latin.indexOf(letter.toLowerCase())];
    return look === undefined || look === '·' ? letter : look;
  };
}

/** Blocks whose letters stand in alphabetical order, by the code point of their `a`. */
export const blocks = {
  fullwidth: 0xff41,
  circled: 0x24d0,
  'negative circled': 0x1f150,
  squared: 0x1f130,
  'negative squared': 0x1f170,
  'regional indicators': 0x1f1e6,
  'parenthesized capitals': 0x1f110,
  parenthesized: 0x249c,
  'math bold': 0x1d41a,
  'math bold italic': 0x1d482,
  'math script bold': 0x1d4ea,
  'math fraktur': 0x1d51e,
  'math bold fraktur': 0x1d586,
  'math double-struck': 0x1d552,
  'math sans': 0x1d5ba,
  'math sans bold italic': 0x1d656,
  'math monospace': 0x1d68a,
} as const;

/** One letter in a block that starts at the code point `a`; anything but a..z stays. */
export function inBlock(a: number): (letter: string) => string {
  return (letter) => {
    const at = latin.indexOf(letter.toLowerCase());
    return at < 0 ? letter : String.fromCodePoint(a + at);
  };
}
