import { yuan } from '../../rules'
import type { CallContext } from '../shared/call-context'
import { maskedName } from '../shared/masking'
import { sealing } from '../shared/sealing'
import { followersOf } from './answer-link'
import type { Answers } from './contract'
import { ABSENCES, ID_KINDS } from './documents'
import type { EnrolmentDocument } from './documents'
import { lookAt, summaryOf } from './enrolment-summary'
import { wordsOfEvent } from './enrolment-sentences'
import { factName } from './fact-names'
import { consentWords } from './link-words'
import { messageWords } from './message-words'
import { myLinks } from './my-links'
import type { Seen } from './my-links'
import { fullCards } from './person-card'
import type { PersonCard } from './person-card'
import { relationOf } from './records/links'
import { consentsOf, inboxOf } from './records/messages-of-user'

type Readable = Record<string, unknown>

const NOTE = '这是参保通里与这个微信账号有关的个人信息，按《中华人民共和国个人信息保护法》第四十五条供您查阅、复制。家人的部分只到家人同意您看的为止。里面有证件号码，请妥善保管。安全日志（什么时候查过、改过什么）不在文件里，要看请联系县医保经办机构。'

/** Everything held about the caller, for them to read and keep: in Chinese, as JSON. */
export async function exportMine(_request: undefined | object, context: CallContext): Promise<Answers['exportMine']> {
  const { db, caller: { openid }, today } = context
  const { self, family, asked, followers } = await myLinks(context)
  const cards = await fullCards(db, [...(self ? [self] : []), ...family].map(({ person }) => person))
  const items = (await inboxOf(db, openid)).sort((a, b) => (a.day < b.day ? -1 : 1))
  const visible = new Set([...(self ? [self] : []), ...family].map(({ person }) => person.id))
  const everything: Readable = {
    说明: NOTE,
    导出日期: today,
    本人: self === null ? null : { ...ownEntry(self, cards.get(self.person.id)!), 参保: self.enrolments.map((one) => ownEnrolment(one, today)) },
    我照看的家人: family.map((one) => relative(one, cards.get(one.person.id)!, today)),
    等待同意的申请: asked.map(({ link, person }) => ({ 关系: relationOf(link), 姓名: maskedName(person.name), 申请日期: link.since })),
    照看我的人: (await followersOf(context, followers)).map(({ payer, relation, state, since }) => ({ 谁: payer, 对我的称呼: relation, 状态: state === 'active' ? '已关联' : '等我答复', 从: since })),
    收到的消息: items.filter(({ resident }) => visible.has(resident)).map(({ day, kind, year, about, read }) => ({ 日期: day, 已读: read, ...inChinese(messageWords(kind, { year, about })) })),
    消息订阅: (await consentsOf(db, openid)).map(({ template, left }) => ({ 模板: template, 还可以发送的次数: left })),
  }
  return { made: today, file: JSON.stringify(everything, null, 2) }
}

function ownEntry({ link, person }: Seen, { place, village }: PersonCard): Readable {
  return {
    姓名: person.name, 证件类型: ID_KINDS[person.idKind], 证件号码: person.idNumber, 性别: person.sex, 出生日期: person.birthDate,
    联系电话: person.phone, 通讯地址: person.address, 户籍信息: person.hukou, 参保依据: person.ground === 'hukou' ? '本地户籍' : '居住证',
    所在地: place, 村: village, 村民小组: person.group,
    身份认定: person.categories.map(({ identity, from, ended, certifier }) => ({ 身份: identity, 认定部门: certifier, 从: from, 终止: ended })),
    不在本地参保: person.absent === null ? null : `${person.absent.since} ${ABSENCES[person.absent.why]}`,
    绑定: consentWords(link.consent),
  }
}

function relative({ link, enrolments }: Seen, { name, tail, place, village }: PersonCard, today: string): Readable {
  return {
    关系: relationOf(link), 姓名: name, 证件号码末四位: tail, 所在地: `${place}${village}`, 同意: consentWords(link.consent),
    参保: enrolments.map((one) => {
      const { year, statusName, since, sentence } = summaryOf(one, today, sealing())
      return { 年度: year, 状态: statusName, 从: since, 说明: sentence }
    }),
  }
}

function ownEnrolment(document: EnrolmentDocument, today: string): Readable {
  const look = lookAt(document, today, sealing())
  const { year, statusName, since, benefit, sentence } = summaryOf(document, today, sealing())
  const { baseFee, subsidy, fee, category, fundedBy } = look.figures
  return {
    年度: year, 状态: statusName, 从: since, 说明: sentence,
    待遇享受期: benefit === null ? null : `${benefit.from} 至 ${benefit.to}`,
    个人缴费标准: inYuan(baseFee), 资助: inYuan(subsidy), 应缴或已缴: inYuan(look.course.paidOn === null ? fee : look.course.amount), 资助类别: category, 资助资金来源: fundedBy,
    依据的政策版本: document.policy,
    所依据的情况: Object.fromEntries(Object.entries(look.course.told).map(([fact, value]) => [factName(fact), value])),
    经过: look.record.events.map((event) => ({ 日期: event.day, 事情: wordsOfEvent(event) })),
  }
}

const inYuan = (fen: number | null): string | null => (fen === null ? null : yuan(fen))
const inChinese = (words: { title: string; text: string } | null): Readable => (words === null ? {} : { 标题: words.title, 内容: words.text })
