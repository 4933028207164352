/**
 * What can be wrong with a row of a list, in the four words of 错误漏重: cannot be so, contradicts something, is missing,
 * is there already. `sendsBack`: the row is not entered and goes back to the certifier; the rest is told and entered
 * all the same.
 */
export const ROW_FLAWS = {
  CELL_ERROR: { kind: '错', sendsBack: true, words: '有一格是公式，没有算出结果' },
  ID_LOST_DIGITS: {
    kind: '错',
    sendsBack: true,
    words: '表格软件把证件号码当成了数字，末几位已经丢失，请把这一列改为文本后重新填写',
  },
  ROW_HIDDEN: {
    kind: '误',
    sendsBack: true,
    words: '这一行在表格里是隐藏或筛掉的，请说明算不算数：要算的取消隐藏后再报',
  },
  ROW_STRUCK: {
    kind: '误',
    sendsBack: true,
    words: '这一行在表格里划了删除线，请说明算不算数：要算的去掉删除线后再报',
  },
  ID_FORM: { kind: '错', sendsBack: true, words: '证件号码的位数或字符不对' },
  ID_OLD: { kind: '错', sendsBack: true, words: '这是 15 位的一代身份证号码，已经停用，请填 18 位的号码' },
  ID_KIND: { kind: '错', sendsBack: true, words: '证件号码不是这种证件的' },
  ID_DAY: { kind: '错', sendsBack: true, words: '证件号码里的出生日期不存在，多半是抄错了' },
  ID_CHECK_DIGIT: { kind: '错', sendsBack: true, words: '证件号码的校验码对不上，多半是抄错了一位' },
  CATEGORY_SLIP: { kind: '错', sendsBack: true, words: '人员类别与通知差一个字，请按通知的写法填写' },
  CATEGORY_NEAR: {
    kind: '误',
    sendsBack: true,
    words: '通知里没有这个写法，和通知的类别相近：请说明在本地是哪一类，没有登记',
  },
  CHANGE_FORM: { kind: '错', sendsBack: true, words: '“新增或减少”一栏看不懂，请只写“新增”或“减少”' },
  REMOVAL_BESIDE: {
    kind: '误',
    sendsBack: true,
    words: '别的栏里写着这个人停了或者不在了：请在“新增或减少”一栏写明，没有登记',
  },
  NOT_EMPLOYED: { kind: '误', sendsBack: true, words: '表里的状态不是“在职工医保参保”，没有登记' },
  LEVEL_FORM: { kind: '错', sendsBack: true, words: '残疾人等级看不懂，请写一级到四级' },
  SINCE_FORM: { kind: '错', sendsBack: true, words: '参保日期不存在、看不懂，或者还没有到' },
  NAME_DIFFERS: { kind: '误', sendsBack: true, words: '姓名与台账里这个证件号码的人不一致' },
  PERSON_ELSEWHERE: { kind: '误', sendsBack: true, words: '这个人登记在别的县（市、区）' },
  PERSON_DIED: { kind: '误', sendsBack: true, words: '台账里这个人已经标为去世' },
  PERSON_LEFT: { kind: '误', sendsBack: true, words: '台账里这个人已经标为迁出' },
  PERSON_EMPLOYED: { kind: '误', sendsBack: true, words: '台账里这个人已经标为参加职工医保' },
  PERSON_TWICE: { kind: '重', sendsBack: true, words: '台账里这个人的这一份已经标为重复登记' },
  CATEGORY_NOT_THEIRS: { kind: '误', sendsBack: true, words: '这一类人员按通知不是这个部门认定的' },
  LEVEL_DISAGREES: { kind: '误', sendsBack: true, words: '残疾人等级与人员类别不一致' },
  CHANGE_CONTRADICTS: { kind: '误', sendsBack: true, words: '同一个人的同一类，表里既写新增又写减少' },
  NOT_CERTIFIED: { kind: '误', sendsBack: true, words: '要减少的这一类，这个部门没有给这个人认定过' },
  EVENT_IMPOSSIBLE: { kind: '误', sendsBack: true, words: '这个人现在的参保状态不能登记这项认定，请先核对参保记录' },
  ID_MISSING: { kind: '漏', sendsBack: true, words: '没有填证件号码' },
  NAME_MISSING: { kind: '漏', sendsBack: true, words: '没有填姓名' },
  CATEGORY_MISSING: { kind: '漏', sendsBack: true, words: '没有填人员类别' },
  CHANGE_MISSING: { kind: '漏', sendsBack: true, words: '没有写是新增还是减少' },
  PERSON_UNKNOWN: {
    kind: '漏',
    sendsBack: true,
    words: '参保台账里没有这个证件号码，请核对号码；没有登记过的，请村（社区）先登记',
  },
  ROW_TWICE: { kind: '重', sendsBack: true, words: '同一个人的同一类在表格前面已经有一行' },
  ALREADY_CERTIFIED: { kind: '重', sendsBack: false, words: '这一类已经由这个部门认定过，没有变化' },
  ALREADY_ENDED: { kind: '重', sendsBack: false, words: '这一类以前已经减少过，没有变化' },
  ALREADY_EMPLOYED: { kind: '重', sendsBack: false, words: '台账里已经标为参加职工医保，没有变化' },
  VILLAGE_DIFFERS: { kind: '误', sendsBack: false, words: '表里写的镇街或村居与台账不一致，台账没有改动' },
  TWO_CATEGORIES: { kind: '误', sendsBack: false, words: '同一个人有几类身份，都登记，资助按最高的一项' },
  CATEGORY_BY_PLACE: { kind: '误', sendsBack: false, words: '这个写法按本地说明的类别登记' },
  CATEGORY_UNLISTED: { kind: '误', sendsBack: false, words: '通知没有列出这一类，登记后没有资助' },
  FIELD_EMPTY: { kind: '漏', sendsBack: false, words: '通知要求的栏目没有填' },
  MAYBE_MISSPELT: {
    kind: '误',
    sendsBack: false,
    words: '整册里没有这个号码，但有一行同名的错行，先不减少，等退回的行核实',
  },
} as const satisfies Record<string, { kind: '错' | '误' | '漏' | '重'; sendsBack: boolean; words: string }>
export type RowFlawCode = keyof typeof ROW_FLAWS

/** `about`: which column, or what was meant. */
export interface RowFlaw {
  code: RowFlawCode
  about?: string
}

export const isReturned = (flaws: readonly RowFlaw[]): boolean => flaws.some(({ code }) => ROW_FLAWS[code].sendsBack)

interface FlawInWords {
  code: string
  kind: '错' | '误' | '漏' | '重'
  words: string
  sentBack: boolean
}

export function flawInWords({ code, about }: RowFlaw): FlawInWords {
  const { kind, words, sendsBack: sentBack } = ROW_FLAWS[code]
  return { code, kind, words: about === undefined ? words : `${words}（${about}）`, sentBack }
}
