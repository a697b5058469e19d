const FIRST = [
  '云',
  '青',
  '松',
  '林',
  '江',
  '岭',
  '山',
  '湖',
  '石',
  '竹',
  '桐',
  '榕',
  '橡',
  '枫',
  '柏',
  '禾',
  '星',
  '月',
  '晨',
  '岚',
];
const SECOND = [
  '杉',
  '溪',
  '涧',
  '麓',
  '原',
  '川',
  '屿',
  '舟',
  '桥',
  '岸',
  '塔',
  '亭',
  '台',
  '阁',
  '坪',
  '谷',
  '泉',
  '峰',
  '洲',
  '野',
];
const CONSTRUCTION = [
  '建设工程有限公司',
  '建筑工程有限公司',
  '市政工程有限公司',
  '建工集团有限公司',
  '工程建设有限责任公司',
];
const SUPERVISION = ['工程监理有限公司', '建设监理咨询有限公司', '项目管理有限公司'];
const GIVEN = [
  '一',
  '二',
  '三',
  '四',
  '五',
  '六',
  '七',
  '八',
  '九',
  '十',
  '甲',
  '乙',
  '丙',
  '丁',
  '戊',
  '己',
  '庚',
  '辛',
  '壬',
  '癸',
];

function at<T>(list: readonly T[], index: number, otherwise: T): T {
  return list[index % list.length] ?? otherwise;
}

/** `南宁云杉（演示）建设工程有限公司`: reads like a name, says that it is none. Different serials differ within a city. */
export function syntheticEnterpriseName(city: string, serial: number, supervision: boolean): string {
  const place = city.replace(/(市|地区|自治州|盟|区|县)$/, '');
  const pair = at(FIRST, serial, '云') + at(SECOND, Math.floor(serial / FIRST.length), '杉');
  const rounds = Math.floor(serial / (FIRST.length * SECOND.length));
  const mark = rounds === 0 ? '演示' : `演示${rounds + 1}`;
  const kinds = supervision ? SUPERVISION : CONSTRUCTION;
  return `${place}${pair}（${mark}）${at(kinds, serial * 7, kinds[0] ?? '')}`;
}

/** A person whose surname, 演, is no surname. */
export function syntheticPersonName(serial: number): string {
  return `演${at(GIVEN, serial, '一')}${at(GIVEN, Math.floor(serial / GIVEN.length), '甲')}`;
}
