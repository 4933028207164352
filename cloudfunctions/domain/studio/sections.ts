/** What the parts of a policy file are about, in the order in which a notice says them. */
const NAMES = {
  document: '通知本身',
  documents: '通知本身',
  eligible: '参保范围',
  contribution: '个人缴费标准',
  fiscalSubsidy: '财政补助',
  subsidy: '资助',
  window: '缴费时间',
  payable: '能不能缴费',
  exempt: '不设等待期的人',
  waitingPeriod: '等待期',
  waitFrom: '等待期从哪天算',
  lapse: '断保年份怎么算',
  benefitPeriod: '待遇享受期',
  benefitStart: '待遇从哪天开始',
  benefitEnd: '待遇到哪天结束',
  registration: '参保登记',
  charges: '另外要交的钱',
  refund: '退费',
  suspension: '停保',
  ceiling: '大病保险封顶线',
  identities: '身份',
  situations: '特殊情形',
  certifiedLater: '后来才认定的身份',
  tiersFor: '哪些人选档',
  office: '经办机构的任务',
  warnings: '缴费前的提醒',
  channels: '缴费渠道',
  contacts: '联系电话',
  matters: '没有说清的事',
  notes: '其他说明',
  asks: '问题的说法',
} as const satisfies Record<string, string>

const ORDER: readonly string[] = Object.keys(NAMES)
const isNamed = (name: string): name is keyof typeof NAMES => Object.prototype.hasOwnProperty.call(NAMES, name)

/** What a name of the language is called; the name itself where it has none. */
export const sectionName = (name: string): string => (isNamed(name) ? NAMES[name] : name)

/** In which section a value stands, by its path. */
export function sectionOf(path: string): string {
  const [first = '', second = ''] = path.split('.')
  const name = first === 'decisions' ? second : first
  return name === 'documents' ? 'document' : name
}

/** By sections, each in the order of the file. */
export function inSections<Item extends { path: string }>(items: readonly Item[]): Item[] {
  const placeOf = ({ path }: Item): number => {
    const place = ORDER.indexOf(sectionOf(path))
    return place < 0 ? ORDER.length : place
  }
  return [...items].sort((a, b) => placeOf(a) - placeOf(b))
}
