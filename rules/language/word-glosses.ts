/** What the language's own words mean, for authors who read Chinese: words that stand for a choice. */
const GLOSSES: Readonly<Record<string, string>> = {
  inForce: '正式',
  draft: '征求意见稿',
  undated: '缺标题、文号或日期',
  official: '官网',
  repost: '转载',
  press: '新闻报道',
  highest: '就高',
  silent: '没有说',
  before: '还没有开始',
  open: '集中征缴期',
  dayClosed: '这几天不办',
  suspended: '系统暂停',
  extended: '延长期',
  special: '特殊情形',
  newborn: '新生儿',
  midyear: '中途参保',
  late: '逾期补缴',
  closed: '已经截止',
  full: '全额',
  none: '没有',
  birth: '出生那天',
  event: '事情发生那天',
  paid: '缴费那天',
  arrived: '到账那天',
  'benefitPeriod.from': '享受期第一天',
  afterWaiting: '等待期满',
  previousWait: '上一年度等待期满',
  yearEnd: '上一年最后一天',
  schoolStart: '开学那天',
  previousPayment: '上次缴费那天',
  local: '本地',
  elsewhere: '外地',
  certificate: '凭证',
  refund: '退费',
  consequence: '后果',
  pension: '养老保险',
  help: '办理提示',
  wechat: '微信',
  app: '手机应用',
  web: '网站',
  counter: '窗口',
  collector: '代收人',
  bank: '银行',
  terminal: '自助机',
  basic: '含职工医保',
  resident: '只算居民医保',
  last: '最近连续的',
  all: '全部',
  zero: '不用交钱',
  owed: '要交钱',
}

/** `late`（逾期补缴）: a word in the text as an author reads it. */
export const glossed = (word: unknown, written: string): string =>
  typeof word === 'string' && word in GLOSSES ? `${written}（${GLOSSES[word]!}）` : written

/** Whether Chinese words mean a word of the language: the same, or a part of it. */
export const isCalled = (word: unknown, text: string): boolean => {
  const gloss = typeof word === 'string' ? GLOSSES[word] : undefined
  return gloss !== undefined && text.length > 1 && (gloss.includes(text) || text.includes(gloss))
}
