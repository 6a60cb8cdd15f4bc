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
  j: 'ɉɈᴊȷʝ',
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
  d: 'ԁԀԂδᎠᗪꓓꓒ',
  e: 'еЕєЄҽҼεΕξΣᎬᗴꓰⲉⲈ',
  f: 'ғҒϝϜᖴꓝ',
  g: 'ԍԌցᏀᎶᏳᘜꓖ',
  h: 'һҺнНңҢӊӉԋЂђћΗհᎻᏂᕼꓧⲎ',
  i: 'іІιΙᎥᎨꓲⲓⲒ',
  j: 'јЈϳͿյᎫᏧᒍꓙ',
  k: 'кКқҚҝҜҟҞҡҠӄӃκΚϰᏦꓗⲕⲔ',
  l: 'ӏӀլԼᏞᒪꓡ',
  m: 'мМӎӍΜᎷᗰꓟⲘⲙ',
  n: 'пПԥԤиИηΝπոռᏁᑎꓠⲚ',
  o: 'оОөӨѳѲοΟθΘΩօՕᎾᎤᏫᏅꓳⲟⲞ',
  p: 'рРҏҎρΡϱᏢᑭꓑⲣⲢ',
  q: 'ԛԚզգᑫ',
  r: 'гГяЯᎡᏒᖇꓣᴦ',
  s: 'ѕЅςՏᏚᏕᔕꓢ',
  t: 'тТҭҬτΤᎢꓔⲧⲦ',
  u: 'цЦџЏυμՍսᑌᏌꓴ',
  v: 'ѵѴνᏙᐯꓦ',
  w: 'ԝԜшШщЩωᎳᏔᗯꓪ',
  x: 'хХҳҲχΧ᙭ꓫⲭⲬ',
  y: 'уУүҮұҰγΥᎩᎽꓬⲨ',
  z: 'ΖζᏃᘔꓜⲌ',
};

/**
 * The alphabets of "fancy text" generators: letters of many scripts, each taken for one Latin letter. Some are of
 * scripts in which people also write and to which no package may add (main.ts); some look like nothing much. So those
 * that are met in disguise are named here.
 */
export const fancy: Readonly<Record<string, string>> = {
  a: 'ค卂ﾑልᏗԹ',
  b: '乃ՅცጌᏰ',
  c: '匚ᄃርፈ',
  d: 'ᎴᕲዕԺ',
  e: '乇Ꮛᘿቿ',
  f: '千ቻԲᎦ',
  g: 'ﻮງԳ',
  h: 'んዘ',
  i: 'เ丨ﾉᓰጎ',
  j: 'ןנวﾌᏠጋ',
  k: 'ズጕ',
  l: 'ㄥᄂﾚᏝረ',
  m: '爪ﾶጠ',
  n: 'ภຖน几刀ᘉኗክՌ',
  o: 'ㄖᓍዐԾᎧ',
  p: 'ק卩ｱքᕵᎮየ',
  q: 'ዒᕴ',
  r: '尺ཞՐዪ',
  s: 'ร丂ֆነ',
  t: 'ՇㄒｲᖶԵᏖፕ',
  u: 'ยㄩՄᏬሁ',
  v: 'שงעᏉሀ',
  w: 'ฬ山ຟաᏇሠ',
  x: 'אﾒՃሸጀ',
  y: 'ץㄚﾘყՎᖻሃ',
  z: 'չ乙ፚՀጊ',
};

/** Apostrophes, hyphens and blanks that mean the plain one. */
export const marks: Readonly<Record<string, string>> = {
  "'": '\u2018\u2019\u201b\u02bb\u02bc\u02bd\u2032\uff07\ua78c',
  '-': '\u2010\u2011\u00ad',
  ' ': '\u2800\u1680',
  '\n': '\u2028\u2029\u0085',
};
