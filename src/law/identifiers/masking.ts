// Compound surnames in use; only names of three characters or more are read as beginning with one.
const COMPOUND_SURNAMES = new Set(
  (
    '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 ' +
    '仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 ' +
    '段干 百里 呼延 东郭 南门 羊舌 微生 公户 公玉 公仪 梁丘 公仲 公上 公门 公山 公坚 左丘 公伯 西门 公祖 第五 公乘 贯丘 公皙 ' +
    '南荣 东里 东宫 仲长 子书 子桑 即墨 达奚 褚师 纳兰 归海'
  ).split(' '),
);

const RESIDENT_ID_HEAD = 3;
const RESIDENT_ID_TAIL = 2;

/**
 * A person's name for the public: the surname stays, every other character becomes a star (张三 → 张*, 欧阳娜娜 → 欧阳**).
 * In names with a middle dot, and in Latin names, only the first character stays.
 */
export function maskName(name: string): string {
  const chars = [...name.normalize('NFC').trim()];
  const compound = chars.length >= 3 && COMPOUND_SURNAMES.has(chars.slice(0, 2).join(''));
  const kept = compound ? 2 : 1;
  return chars.map((char, at) => (at < kept || /[·•.\s]/u.test(char) ? char : '*')).join('');
}

/**
 * An identity number for the screen: the first 3 and the last 2 characters stay (450*************12). That is less than public
 * registers show (6–10 in front) on purpose: neither county nor any part of the birth date remains, and it still suffices
 * to tell two persons of one list apart. Takes any document number; below 10 characters nothing stays.
 */
export function maskIdNumber(text: string): string {
  const chars = [...text.trim()];
  if (chars.length < 10) return '*'.repeat(chars.length);
  const hidden = chars.length - RESIDENT_ID_HEAD - RESIDENT_ID_TAIL;
  return `${chars.slice(0, RESIDENT_ID_HEAD).join('')}${'*'.repeat(hidden)}${chars.slice(-RESIDENT_ID_TAIL).join('')}`;
}
