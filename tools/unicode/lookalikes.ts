/**
 * Letters that stand in for Latin ones, written by hand from what the letters look like; the facts follow
 * Unicode Technical Report 39 (confusable detection), https://www.unicode.org/reports/tr39/.
 * Each row: the plain letter, then every letter that is read as it.
 */

/** Latin letters with strokes, hooks, small capitals, turned forms: Unicode gives them no decomposition. */
export const latin: Readonly<Record<string, string>> = {
  a: 'ɑᴀɐⱥȺⱭⱯꬰᶏ',
  b: 'ɓƁƀɃʙᴃƃƂᵬᶀ',
  c: 'ȼȻƈƇᴄɕꞓɔƆ',
  d: 'đĐɗƊɖƉᴅðÐƌᶁᵭȡ',
  e: 'ɇɆəƏɛƐᴇǝƎɘɜⱸᶒꬲ',
  f: 'ƒƑꜰɟᵮᶂꬵ',
  g: 'ǥǤɠƓɡɢᶃꬶ',
  h: 'ħĦɦʜⱨⱧɥꞪ',
  i: 'ɨƗıɪɩƖᵻᶖ',
  j: 'ɉɈᴊȷʝɟ',
  k: 'ƙƘᴋⱪⱩʞꝁꝃꝅᶄ',
  l: 'łŁƚȽɫɬɭʟᴌⱡⱠⱢꝉᶅ',
  m: 'ɱⱮᴍɯᵯᶆ',
  n: 'ŋŊɲƝɳƞȠɴᴎᵰᶇȵ',
  o: 'øØɵƟᴏɷᴑꝋⱺɶ',
  p: 'ƥƤᴘᵽⱣꝑꝓᵱᶈ',
  q: 'ɋɊʠꝗꝙꞯ',
  r: 'ɍɌɼɽⱤɾʀɹɿᴙᵲᵳᶉꝛ',
  s: 'ʂȿⱾꜱƨƧᵴᶊꞅʃƩ',
  t: 'ŧŦƭƬʈƮⱦȾᴛʇƫᵵȶ',
  u: 'ʉɄᴜʊƱᵾᶙ',
  v: 'ʋƲᴠʌɅⱱᶌⱴ',
  w: 'ⱳⱲᴡʍ',
  x: 'ᶍꭓ',
  y: 'ɏɎƴƳʏʎỿỾ',
  z: 'ƶƵȥȤʐʑᴢɀⱿⱬⱫᵶᶎ',
  ae: 'æÆǽǢᴁ',
  oe: 'œŒ',
  th: 'þÞ',
  ss: 'ßẞ',
};

/**
 * Letters of other scripts. They are read as Latin only where the writer plainly writes Latin (fold.ts),
 * so that Russian, Ukrainian, Bulgarian and Greek stay themselves. Upper and lower case are listed apart: they look
 * unlike (Greek Η is H, η is n).
 */
export const foreign: Readonly<Record<string, string>> = {
  a: 'аАӕαΑΔΛᎪᗩꓮꓥⲁⲀ',
  b: 'вВьЬъЪбБβΒᏴᏏᗷᗸꓐⲂⲃ',
  c: 'сСҫҪϲϹϽᏟᑕꓚⲥⲤ',
  d: 'ԁԀԂδᎠᏧᗪꓓꓒ',
  e: 'еЕєЄҽҼεΕξΣᎬᗴꓰⲉⲈ',
  f: 'ғҒϝϜϜᖴꓝ',
  g: 'ԍԌցᏀᎶᏳᘜꓖ',
  h: 'һҺнНңҢӊӉԋЂђћΗհᎻᏂᕼꓧⲎ',
  i: 'іІιΙᎥᎨꓲⲓⲒ',
  j: 'јЈϳͿյᎫᏧᒍꓙ',
  k: 'кКқҚҝҜҟҞҡҠӄӃκΚϰᏦꓗⲕⲔ',
  l: 'ӏӀլԼᏞᒪꓡ',
  m: 'мМӎӍΜᎷᗰꓟⲘⲙ',
  n: 'пПԥԤИηΝπոռᏁᑎꓠⲚ',
  o: 'оОөӨѳѲοΟσθΘΩօՕᎾᎤᏫᏅꓳⲟⲞ',
  p: 'рРҏҎρΡϱᏢᑭꓑⲣⲢ',
  q: 'ԛԚզգᑫ',
  r: 'гГяЯᎡᏒᖇꓣᴦ',
  s: 'ѕЅςՏᏚᏕᔕꓢ',
  t: 'тТҭҬτΤᎢꓔⲧⲦ',
  u: 'цЦџЏиυμՍսᑌᏌꓴ',
  v: 'ѵѴνᏙᐯꓦ',
  w: 'ԝԜшШщЩωᎳᏔᗯꓪ',
  x: 'хХҳҲχΧ᙭ꓫⲭⲬ',
  y: 'уУүҮұҰүγΥᎩᎽꓬⲨ',
  z: 'ΖζᏃᘔꓜⲌ',
};

/**
 * The alphabets of "fancy text" generators that are put together from scripts in which people also write: no package
 * may add to those (main.ts), so the letters that are met in disguise are named here, and no others.
 */
export const fancy: Readonly<Record<string, string>> = {
  a: 'ค卂',
  b: '乃',
  c: '匚',
  e: '乇',
  f: '千',
  g: 'ﻮ',
  i: 'เ丨',
  j: 'ןﾌ',
  l: 'ㄥ',
  m: '爪',
  n: 'ภ几',
  o: 'ㄖ',
  p: 'ק卩',
  r: '尺',
  s: 'ร丂',
  t: 'Շㄒ',
  u: 'ยㄩ',
  v: 'ש',
  w: 'ฬ山',
  x: 'א乂',
  y: 'ץㄚ',
  z: 'չ乙',
};

/** Apostrophes, hyphens and blanks that mean the plain one. */
export const marks: Readonly<Record<string, string>> = {
  "'": '\u2018\u2019\u201b\u02bb\u02bc\u02bd\u2032\uff07\ua78c',
  '-': '\u2010\u2011\u00ad',
  ' ': '\u2800\u1680',
  '\n': '\u2028\u2029\u0085',
};
