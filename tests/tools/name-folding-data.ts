// Makes src/law/identifiers/data/name-folding.json; the unit test of the folding compares the file with what this gives.
// Write it anew with: node tests/tools/name-folding-data.ts > src/law/identifiers/data/name-folding.json
import { pathToFileURL } from 'node:url';
import hk from 'opencc-js/dict/HKVariantsRev';
import jp from 'opencc-js/dict/JPShinjitaiCharactersRev';
import ts from 'opencc-js/dict/TSCharacters';
import tw from 'opencc-js/dict/TWVariantsRev';

/** Unicode 16, EquivalentUnifiedIdeograph.txt, U+2E81–2EF3: the radicals that NFKC leaves as they are. */
const RADICALS =
  '⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕𫜹⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀';

/** 第一批异体字整理表 (1955) and old printing forms (印刷通用汉字字形表, 1965) that occur in names and that OpenCC does not carry. */
const VARIANTS =
  '祘算髙高亷廉㐂喜夀寿犟犟煕熙凞熙熈熙濶阔冨富囬回囘回廻回迴回嵗岁旣既敎教啓启凢凡亇个緑绿栄荣桜樱徳德恵惠増增鋭锐税税' +
  '塲场羙美菓果萠萌遊游郷乡閒闲靑青靜静顔颜麪面黃黄黙默衞卫祕秘畧略皐皋皥皞盃杯眞真砲炮碁棋祿禄稺稚穐秋竝并筭算箇个絶绝緜绵' +
  '翺翱脗吻臯皋舘馆荘庄葢盖葠参虵蛇讃赞谿溪賛赞軄职輙辄辝辞辤辞邨村鄊乡醻酬鉄铁鋳铸鎭镇鑚钻隣邻雞鸡飃飘飜翻餚肴鷄鸡鼇鳌' +
  '戸户戶户呉吴吳吴呂吕宮宫彥彦姸妍娯娱產产歲岁溫温淸清滙汇潙沩濬浚煇辉爲为牀床槪概橫横歩步毎每沒没炤照奬奖' +
  '羣群峯峰崐昆崑昆嶽岳巗岩巖岩喦岩嵒岩嶋岛嶌岛昻昂晉晋晳皙暎映曁暨曽曾朶朵栢柏桺柳梹槟棃梨棊棋楡榆楳梅槀槁槕桌桒桑' +
  '幷并幹干彊强悳德愼慎慤悫懐怀戲戏拏拿挱挲捿栖摠总攷考敍叙敘叙勅敕勌倦勛勋勲勋勳勋勗勖卽即厤历吿告咲笑哶咩喆喆嘅慨' +
  '坿附垜垛埜野堦阶墻墙壻婿夘卯奥奥姉姊娬妩婣姻媿愧嫰嫩孼孽寃冤寍宁寕宁寗宁寧宁甯宁寳宝寶宝尅克尓尔尠鲜' +
  '菴庵萅春蕚萼蕋蕊蘂蕊蕐华藴蕴蘓苏蘇苏囌苏甦苏衆众裵裴襃褒覩睹詠咏諠喧譌讹譔撰豔艳豓艳貎貌賔宾賓宾贒贤趂趁跡迹踪踪' +
  '逺远遯遁郄郤醕醇釡釜釼剑鉅巨鍾锺鐘钟閤合闇暗陞升昇升阯址雋隽霛灵靈灵靁雷韮韭頴颖穎颖頋顾飡餐馚馚駈驱騐验驩欢';

function entries(dictionary: string): [string, string][] {
  return dictionary.split('|').map((entry) => {
    const [from = '', to = ''] = entry.split(' ');
    return [from, to];
  });
}

function couples(text: string): [string, string][] {
  const signs = [...text];
  return signs.flatMap((sign, at) => (at % 2 === 0 ? [[sign, signs[at + 1] ?? ''] satisfies [string, string]] : []));
}

/** Characters of GB 2312, which writes simplified characters only: whoever writes one of them means that one (乾 is not 干, 芸 not 艺). */
function simplified(): ReadonlySet<string> {
  const decoder = new TextDecoder('gb2312');
  const found = new Set<string>();
  for (let row = 0xb0; row <= 0xf7; row++) {
    for (let cell = 0xa1; cell <= 0xfe; cell++) found.add(decoder.decode(Uint8Array.of(row, cell)));
  }
  return found;
}

/** Letters of the scripts that have case, where upper case is one character too. */
function letters(): [string, string][] {
  const found: [string, string][] = [];
  for (let code = 0xb5; code <= 0x24e9; code++) {
    const sign = String.fromCodePoint(code);
    const upper = sign.toUpperCase();
    if (
      upper !== sign &&
      [...upper].length === 1 &&
      sign.normalize('NFKC') === sign &&
      upper.normalize('NFKC') === upper
    )
      found.push([sign, upper]);
  }
  return found;
}

export interface NameFoldingData {
  readonly sources: readonly string[];
  /** radical and unified ideograph in turn */
  readonly radicals: string;
  readonly removed: string;
  readonly from: string;
  readonly to: string;
}

/** Blanks, marks between the parts of a name, brackets and quotation marks, as they are left by NFKC; and what cannot be seen. */
function removed(): string {
  const ranges: readonly (readonly [number, number])[] = [
    [0x01, 0x20],
    [0x7f, 0xa0],
    [0xad, 0xad],
    [0x61c, 0x61c],
    [0x1680, 0x1680],
    [0x180b, 0x180f],
    [0x2000, 0x200f],
    [0x2028, 0x202f],
    [0x205f, 0x206f],
    [0x3164, 0x3164],
    [0xfe00, 0xfe0f],
    [0xfeff, 0xfeff],
    [0xe0100, 0xe01ef],
  ];
  const unseen = ranges.flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, at) => String.fromCodePoint(from + at)),
  );
  const seen = [...'.·•‧∙⋅●・⸱ꞏ᛫。﹒◦-‐‑‒–—―−⁃_~〜()[]{}<>【】〔〕〖〗〘〙〚〛〈〉《》「」『』⟨⟩"\'`´‘’‚‛“”„‟′″'];
  return [...new Set([...unseen, ...seen])]
    .filter((sign) => sign.normalize('NFKC') === sign)
    .sort((a, b) => (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0))
    .join('');
}

export function nameFoldingData(): NameFoldingData {
  const own = simplified();
  const step = new Map<string, string>();
  const learn = (couplesKnown: readonly [string, string][], anyOf = false) => {
    for (const [from, to] of couplesKnown) {
      if (from === to || [...from].length !== 1 || [...to].length !== 1 || from.normalize('NFKC') !== from) continue;
      if (!step.has(from) && (anyOf || !own.has(from))) step.set(from, to);
    }
  };
  learn(couples(RADICALS), true);
  learn(couples('○〇◯〇⭕〇'), true);
  // In GB 2312 as surnames; wherever else they stand, a traditional text means 后 and 于.
  learn(couples('後后於于'), true);
  learn(entries(ts));
  learn(couples(VARIANTS));
  learn(entries(tw));
  learn(entries(hk));
  learn(entries(jp).map(([from, to]): [string, string] => [to, from]));
  learn(letters(), true);
  for (let code = 0x61; code <= 0x7a; code++) step.set(String.fromCharCode(code), String.fromCharCode(code - 32));
  const gone = new Set(removed());
  const end = (sign: string): string => {
    const seen = new Set<string>();
    let at = sign;
    for (let next = step.get(at); next !== undefined && !seen.has(at); next = step.get(at)) {
      seen.add(at);
      at = next.normalize('NFKC');
    }
    return at;
  };
  const pairs = [...step.keys()]
    .map((from) => [from, end(from)] as const)
    .filter(([from, to]) => from !== to && !gone.has(from))
    .sort(([a], [b]) => (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0));
  return {
    sources: [
      'Unicode Character Database 16.0, EquivalentUnifiedIdeograph.txt (Unicode License V3)',
      'OpenCC 1.4.2 TSCharacters, TWVariantsRev, HKVariantsRev, JPShinjitaiCharactersRev (Apache-2.0), without characters of GB 2312',
      '第一批异体字整理表 (1955), 印刷通用汉字字形表 (1965): those that occur in names',
    ],
    radicals: RADICALS,
    removed: removed(),
    from: pairs.map(([from]) => from).join(''),
    to: pairs.map(([, to]) => to).join(''),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.stdout.write(`${JSON.stringify(nameFoldingData(), null, 1)}\n`);
}
