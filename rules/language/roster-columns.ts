/**
 * What a column of a list of people can hold, and the headings by which it is usually known. A policy file names its
 * columns by the notice's headings; one that is not here says what it `holds`.
 */
export const USUAL_HEADINGS = {
  name: ['姓名', '人员姓名', '对象姓名'],
  idNumber: ['身份证号码', '身份证号', '公民身份号码', '证件号码', '证件号', '身份证'],
  township: ['镇街', '乡镇', '乡镇街道', '镇', '街道', '乡'],
  village: ['村居', '村', '村社区', '行政村', '社区', '村居委会'],
  address: ['居住地址', '家庭住址', '住址', '地址', '现住址'],
  category: ['人员类别', '资助类别', '身份类别', '救助类别', '对象类别', '类别', '人员身份'],
  change: ['新增或减少', '是否新增或者减少', '新增减少', '变动类型', '变动情况', '变动'],
  level: ['残疾人等级', '残疾等级'],
  age: ['低保人员年龄', '年龄'],
  focus: ['低保人员重点保障情况', '重点保障情况'],
  phone: ['联系电话', '电话', '手机号码', '手机号'],
  since: ['参保日期', '职工参保日期', '参保时间', '参加职工医保日期', '开始日期'],
  remark: ['备注', '说明', '序号'],
} as const satisfies Readonly<Record<string, readonly string[]>>
export type RosterField = keyof typeof USUAL_HEADINGS
export const ROSTER_FIELDS = Object.keys(USUAL_HEADINGS) as readonly RosterField[]

/** What a heading usually stands over; null = it is none that is known. */
export function usualField(heading: string): RosterField | null {
  return ROSTER_FIELDS.find((field) => (USUAL_HEADINGS[field] as readonly string[]).includes(heading)) ?? null
}
