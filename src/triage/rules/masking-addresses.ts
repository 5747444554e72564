import type { Finding } from './masking-findings.ts';

const N = '(?:[0-9０-９]+|[一二三四五六七八九十百零〇]+|[甲乙丙丁东西南北中]|[A-Za-z](?:[-]?\\d+)?)';
const BUILDING = `(?:(?!一座)${N}(?:号楼|栋|幢|座|#楼?|号院|排|楼(?!道|梯|上|下|顶|长)|组(?!织|长)))`;
const UNIT = `(?:${N}(?:单元|门(?!口|卫|面|前|外|市)))`;
const ROOM = `(?:(?:${N}(?:层|楼))?(?:\\d{3,4}|[一二三四五六七八九零〇十]{2,4}|${N})(?:室|房(?!东|子|产|屋|价|租|贷|管)|号房|户(?!外|口|籍|型)|号(?!楼|线|院|召|称|码|文|公|的|路)))`;
const BARE_ROOM =
  '(?:[1-9]\\d{2,3}|[一二三四五六七八九][零〇][一二三四五六七八九])(?![\\d.]|年|元|块|平|米|个|人|户|天|次|路|号线|号公|万|多|余|斤|岁|度|公里|%|％|w|W)';
const EAST = '(?:[一二三四五六七八九十\\d]+[楼层])?[东西南北中][边侧]?户';
const GAP = '[\\s,，-]?';

/** Where a door is: at least two steps from building, unit, floor, room; or a room by its number. */
const DOOR = new RegExp(
  [
    `${BUILDING}${GAP}${UNIT}(?:${GAP}(?:${ROOM}|${EAST}|${BARE_ROOM}))?`,
    `${BUILDING}${GAP}(?:${ROOM}|${EAST}|${BARE_ROOM})`,
    `${N}号院${GAP}${BUILDING}(?:${GAP}${UNIT})?(?:${GAP}(?:${ROOM}|${BARE_ROOM}))?`,
    `${UNIT}${GAP}(?:${ROOM}|${EAST}|${BARE_ROOM})`,
    '(?<![\\dA-Za-z.])[A-Za-z]?\\d{1,2}[#＃]?-\\d{1,2}-\\d{3,4}(?![\\d-])',
    '(?<![\\dA-Za-z.])\\d{1,2}[#＃]-\\d{1,2}-\\d{3,4}(?![\\d-])',
    '(?<![\\dA-Za-z.-])[A-Z]\\d{1,2}-\\d{3,4}(?![\\d-])',
    '(?<![\\dA-Za-z])[1-9]\\d{2,3}(?:室|住户|业主|房(?!东|子|价|租|贷))',
    '(?:Room|Flat|Apartment|Apt\\.?|Unit)\\s?\\d+[A-Za-z]?(?:,?\\s?Building\\s?\\w+)?',
  ].join('|'),
  'gi',
);

/** A room by its number alone, where neighbours speak of one another. */
const NEIGHBOUR =
  /(?:楼上|楼下|对门|隔壁|邻居|房号)(?:是|住户|的|：|:|\s)*(?<it>[A-Za-z]?\d{0,2}-?[1-9]\d{2,3}|\d{1,2}-\d{3,4})(?![\d.]|年|元|块|平|米|个|人|户|天(?!天)|次|路|万|多|点)/g;

/** Words after which somebody's home stands. */
const HOME =
  /(?:(?:我们?|俺们?|一)家(?:住|在|地址)|家庭住址|家庭地址|收件地址|通讯地址|联系地址|现住址|住址|地址|户籍地?址?|户口所?在地?|居住地|家住|现住|租住|居住(?!证|权|环|区|条|面|小)|暂住|借住|(?<![居商民改入常原记])住(?!户|宅|改|哪|房|院|建|址|的|了|着|不|得|进|上|处|宿|户|持|它|他|她))(?:是|在|于|为|址|的是|：|:|\s)*/g;

/** One step of an address: a name and what kind of place it is. Its name holds no word of an ordinary sentence. */
const STEP =
  '(?:[^\\s，,。；;！!？?、：:（）()了着过是没我你他她它们这那跟与就都也还已很被把让不说有的到从给在因但却又]{1,10}?(?:省|市|县|镇|乡|街道|街办|办事处|社区|小区|新村|村|庄|花园|花苑|家园|公寓|公馆|庭院|嘉园|佳园|名都|港湾|宿舍|平房区|大院|广场|大厦|大街|苑|里|园|路|街|巷|胡同|区|期|号院|号楼|栋|幢|座|单元|层|楼|室|户|号|排|组|队))';
const HOME_ADDRESS = new RegExp(`^${STEP}+(?:${GAP}(?:${ROOM}|${BARE_ROOM}))?(?:${EAST})?`);
/** After such a word a room alone is where somebody lives: 住 502, 家住12-1203. */
const HOME_ROOM = new RegExp(`^(?:\\d{1,2}[-－]\\d{3,4}(?![-－\\d])|${BARE_ROOM})`);
/** Steps that are no address by themselves: half the city lives so. */
const COARSE =
  /^(?:(?:[^区县市]{1,6}(?:省|市|县|区(?<!小区|社区|[A-Za-z]区)))+|.*(?:[哪这那屋家城心院]里|楼里|房屋|综合楼|入户)|(?:本|该|此|老|新|旧|同|一个|某|我们|学校|医院|单位|高)?(?:小区|社区|村|城市|城区|市|县|区|宿舍|学校.*|医院.*|附近.*)|[一二三四五六七八九十\d]+(?:楼|层)|[一二三四五六七八九十百\d]+户|高层|平房区?|农村|城里|镇|乡)$/;

/** Doors, and all of a home's address where a text says that it is one. Unsorted, may overlap. */
export function addressesIn(text: string): Finding[] {
  const found: Finding[] = [];
  const add = (from: number, length: number) => found.push({ from, to: from + length, kind: 'address' });
  for (const match of text.matchAll(HOME)) {
    const from = match.index + match[0].length;
    const rest = text.slice(from, from + 60);
    const home = HOME_ADDRESS.exec(rest)?.[0] ?? HOME_ROOM.exec(rest)?.[0];
    if (home && !COARSE.test(home)) add(from, home.length);
  }
  for (const match of text.matchAll(DOOR)) add(match.index, match[0].length);
  for (const match of text.matchAll(NEIGHBOUR)) {
    const it = match.groups?.['it'] ?? '';
    add(match.index + match[0].lastIndexOf(it), it.length);
  }
  return merged(found);
}

/** A door inside or right after a home's address is part of it. */
function merged(found: Finding[]): Finding[] {
  const kept: Finding[] = [];
  for (const each of found.sort((a, b) => a.from - b.from || b.to - a.to)) {
    const last = kept.at(-1);
    if (last && each.from <= last.to) last.to = Math.max(last.to, each.to);
    else kept.push({ ...each });
  }
  return kept;
}
