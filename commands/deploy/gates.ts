import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Manifest } from './manifest'
import type { Objection } from './wanted'

/** Of the tests alone: it checks answers against their contracts. */
const OF_TESTS: ReadonlySet<string> = new Set(['CANBAO_CHECK_ANSWERS'])

/** What a function's code asks its environment for and the manifest does not give it: it would find nothing there. */
export function variablesNotGiven({ functions }: Manifest, bundles: ReadonlyMap<string, string>): Objection[] {
  return [...bundles].flatMap(([name, text]) => {
    const named = new Set(text.match(/\bCANBAO_[A-Z_]+/g) ?? [])
    const { variables = [], withheld = [] } = functions[name] ?? {}
    const given = new Set([...variables, ...withheld, ...OF_TESTS])
    return [...named]
      .filter((variable) => !given.has(variable))
      .map((variable) => ({
        code: 'VARIABLE_NOT_GIVEN',
        says: `${name} 的代码要用 ${variable}，deploy.json 里没有给它`,
      }))
  })
}

/** How code names a collection: as text, or by a constant of the same file. */
const NAMED = new RegExp(
  String.raw`(?:\.collection(?:<[^>]*>)?\(\s*|(?:readDocument|putDocument|addDocument|readAll|pageLatestFirst)` +
    String.raw`(?:<[^>]*>)?\(\s*[\w.]+,\s*)(?:'([\w-]+)'|([A-Z_]+))`,
  'g',
)

/** The collections that a source names. */
export function collectionsIn(source: string): string[] {
  const constants = new Map(
    [...source.matchAll(/const ([A-Z_]+) = '([\w-]+)'/g)].map(([, name, value]) => [name!, value!]),
  )
  return [...source.matchAll(NAMED)].flatMap(([, text, constant]) => text ?? constants.get(constant ?? '') ?? [])
}

/** A collection that no file declares is made by nobody, and closed by nobody. */
export function collectionsNotDeclared(named: readonly string[], declared: ReadonlySet<string>): Objection[] {
  return [...new Set(named)]
    .filter((name) => !declared.has(name))
    .sort()
    .map((name) => ({ code: 'COLLECTION_NOT_DECLARED', says: `代码里用到集合 ${name}，indexes.json 里没有它` }))
}

/** All that the functions' sources name. */
export const collectionsNamed = (folder = 'cloudfunctions'): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => collectionsIn(readFileSync(join(folder, file), 'utf8')))

/** What makes a personal datum known to the platform, and how WeChat's privacy form names it. */
const INTERFACES: Readonly<Record<string, string>> = {
  chooseMessageFile: '选中的文件：用来读取您选择的名册或税务文件',
  saveImageToPhotosAlbum: '相册（仅写入）：用来把收据、表格存成图片',
  setClipboardData: '剪切板：用来复制缴费渠道的名称和号码',
  scanCode: '摄像头：用来扫收据上的二维码',
}
/**
 * Interfaces of WeChat's privacy form: one that is used and not declared fails on the phone (errno 112). Calls only, as
 * Taro's runtime carries a list of all names.
 */
const ASKED_OF_PRIVACY = new RegExp(
  String.raw`\.(?:choose(?:MessageFile|Media|Image|Location|Address|Contact)|saveImageToPhotosAlbum|setClipboardData|` +
    String.raw`getClipboardData|scanCode|getLocation|getPhoneNumber|getUserProfile|addPhoneContact|startRecord|` +
    String.raw`getRecorderManager)\(`,
  'g',
)

/** What we collect ourselves, by the purpose that it is sealed for. */
const COLLECTED: Readonly<Record<string, string>> = {
  name: '姓名',
  idNumber: '身份证件号码',
  birthDate: '出生日期',
  phone: '手机号码',
  address: '住址',
  categories: '身份类别（低保、特困、残疾等）',
  told: '您填写的参保情况',
  certified: '主管部门认定的情况',
  facts: '参保经过（登记、缴费、退出等）',
  detail: '应缴金额的依据',
  relation: '与家人的关系',
  appointment: '经办人员的姓名',
  rosterEffects: '资助名册登记前后的变化',
  rosterEntry: '资助名册上的内容',
  taxRow: '税务部门缴费明细上的内容',
  refundReason: '申请退费的理由',
  deskNote: '经办人员的备注',
  postedRows: '公示的内容',
  objector: '提出异议的人',
  objection: '异议的内容',
  'objection/answer': '对异议的答复',
  hukou: '户籍所在地',
  'appointment/words': '任命和变动的说明',
  'proposal/request': '提请复核的事项',
  'proposal/words': '提请复核的事项说明',
  'proposal/because': '提请复核的理由',
  'proposal/decided': '复核的意见',
  fileChoice: '表格栏目的对应（表头里可能有姓名）',
  fileName: '上传的文件名',
  leftRows: '文件里没有读的行',
  placeWord: '名单上身份的写法',
  rosterNear: '名单上写法相近的身份',
  orderReason: '订单作废、解除的理由',
  paperReason: '纸质收据作废的理由',
  refundEvidence: '退款的凭证号',
  refundRefusal: '不予退费的理由',
  taxEvidence: '处理税务明细的凭证号',
  taxReason: '处理税务明细的理由',
  unmatchedEvidence: '未匹配收款的凭证号',
  unmatchedReason: '处理未匹配收款的理由',
  'subsidyPayment/evidence': '资助拨付的凭证号',
  'subsidyPayment/because': '撤回资助拨付的理由',
  orderPaper: '缴费凭证和小票的号码',
  bankSlip: '存款回单的号码',
  dutyPaper: '村里办事的纸质文号',
  receiptReason: '收据作废的理由',
  'handIn/because': '退回村里重报的理由',
  outwardLine: '报给税务部门和经办系统的名单',
  outwardMaker: '制作名单的人',
  outwardReasons: '对方退回名单的理由',
  outwardUnclear: '回执里对不上的行',
  overlap: '别处参保、去世名单上的内容',
  overlapReason: '核对别处参保、去世的说明',
  schemeSender: '送来名单的单位',
  schemeUnclear: '别处名单里对不上的行',
}

/** The privacy text to paste into WeChat's form, from what is sealed and which interfaces the built package uses. */
export function privacyText(
  purposes: readonly string[],
  builtPackage: string,
): { text: string; objections: Objection[] } {
  const calls = builtPackage.match(ASKED_OF_PRIVACY) ?? []
  const used = [...new Set(calls.map((call) => call.slice(1, -1)))].sort()
  const sealed = [...new Set(purposes)].sort()
  const unknown = [
    ...used.filter((one) => INTERFACES[one] === undefined).map((one) => `接口 ${one}`),
    ...sealed.filter((one) => COLLECTED[one] === undefined).map((one) => `信息 ${one}`),
  ]
  const lines = [
    '# 隐私保护指引：照此填写',
    '',
    '开发者为办理城乡居民医保参保登记和缴费，收集您和您照看的家人的以下信息，只用于办理参保，加密保存：',
    ...sealed.map((one) => `- ${COLLECTED[one] ?? one}`),
    '',
    '为下列用途，经您同意后使用微信的接口：',
    ...used.map((one) => `- ${one}：${INTERFACES[one] ?? '（还没有说明用途）'}`),
  ]
  return {
    text: `${lines.join('\n')}\n`,
    objections: unknown.map((what) => ({ code: 'PRIVACY_NOT_DECLARED', says: `隐私指引里没有说明${what}` })),
  }
}
