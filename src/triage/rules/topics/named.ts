/** What kind of place a name is of, longer endings first; the two characters before it are kept as its name. */
const PLACE =
  /([\p{Script=Han}A-Za-z0-9]{2})(?:小区|社区|花园|家园|公寓|公馆|新村|新城|国际城|广场|大厦|商城|市场|公园|学校|小学|中学|大学|学院|幼儿园|医院|酒店|公司|大道|大街|[路街巷村镇乡苑庄湾])/gu;
/** Two characters that name no place: 我们小区, 一条路, 附近学校. */
const NO_NAME =
  /[的了是在我你他她它们这那哪个每各有无没不很都也就还与把被让给到去从向对为等条座所家号本该此某]|住宅|商住|附近|周边|旁边|门口|道路|马路|公路|小区|社区|街道|居民|全市|公办|民办|民营|中小|加快|建设|多个|安置|高层/u;

/** The names of places in a text, each by the two characters before its kind; may be empty. 青石小区 and 青石小学 are one name. */
export function placesNamed(text: string): Set<string> {
  const names = new Set<string>();
  for (const match of text.normalize('NFKC').matchAll(PLACE))
    if (match[1] && !NO_NAME.test(match[1])) names.add(match[1]);
  return names;
}
