import type { EnrolmentDocument } from '../enrolments'
import { factName, viewEnrolment, summaryOf, wordsOfEvent } from '../enrolments'
import { auditLink, refreshFollowed } from './end-link'
import { myPayments } from './my-payments'
import type { Seen } from './mine'
import { myLinks } from './mine'
import { followersOf } from './request-link'
import { consentsOf, inboxOf, messageWords, removeMessagesOf } from '../messages'
import {
  ABSENCES,
  consentWords,
  fullCards,
  ID_KINDS,
  linksOfUser,
  relationOf,
  removeBindingCode,
  removeLink,
  removeUser,
  boundResident,
} from '../people'
import type { PersonCard } from '../people'
import { maskedName } from '../../platform/base'
import { sealing } from '../../platform/sealing'
import { formatYuan, shanghaiDay } from '../../../rules'
import { familyContract } from './contract'
import { defineAction } from '../access'

type Readable = Record<string, unknown>

const LINK_STATES = { waiting: '等待同意', active: '已关联', revoked: '已结束' } as const
const LINK_ACTORS = { payer: '我', relative: '家人', clerk: '经办人员' } as const

const NOTE =
  '这是参保通里与这个微信账号有关的个人信息，按《中华人民共和国个人信息保护法》第四十五条供您查阅、复制。家人的部分只到家人同意您看的为止。里面有证件号码，请妥善保管。安全日志（什么时候查过、改过什么）不在文件里，要看请联系县医保经办机构。'

/** Everything held about the caller, for them to read and keep: in Chinese, as JSON. */
export const exportMine = /* @__PURE__ */ defineAction(familyContract, 'exportMine', {
  permission: 'exportMine',
  async run(_request, context) {
    const {
      db,
      caller: { openid },
      today,
    } = context
    const { self, family, asked, followers } = await myLinks(context)
    const cards = await fullCards(
      db,
      [...(self ? [self] : []), ...family].map(({ person }) => person),
    )
    const items = (await inboxOf(db, openid)).sort((a, b) => (a.day < b.day ? -1 : 1))
    const visible = new Set([...(self ? [self] : []), ...family].map(({ person }) => person.id))
    const money = await myPayments(context, self, visible)
    const everything: Readable = {
      说明: NOTE,
      导出日期: today,
      本人:
        self === null
          ? null
          : {
              ...ownEntry(self, cards.get(self.person.id)!),
              参保: self.enrolments.map((one) => ownEnrolment(one, today)),
            },
      我照看的家人: family.map((one) => relative(one, cards.get(one.person.id)!, today)),
      等待同意的申请: asked.map(({ link, person }) => ({
        关系: relationOf(link),
        姓名: maskedName(person.name),
        申请日期: link.since,
      })),
      关联的经过: (await linksOfUser(db, openid)).map((link) => ({
        关系: relationOf(link),
        状态: LINK_STATES[link.state],
        从: link.since,
        经过: link.history.map(({ actor, at }) => ({ 日期: shanghaiDay(at), 由: LINK_ACTORS[actor] })),
      })),
      照看我的人: (await followersOf(context, followers)).map(({ payer, relation, state, since }) => ({
        谁: payer,
        对我的称呼: relation,
        状态: state === 'active' ? '已关联' : '等我答复',
        从: since,
      })),
      我的订单: money.mine,
      别人为我缴的费: money.forMe,
      收到的消息: items
        .filter(({ resident }) => visible.has(resident))
        .map(({ day, kind, year, about, read }) => ({
          日期: day,
          已读: read,
          ...inChinese(messageWords(kind, { year, about })),
        })),
      消息订阅: (await consentsOf(db, openid)).map(({ template, left }) => ({
        模板: template,
        还可以发送的次数: left,
      })),
    }
    return { made: today, file: JSON.stringify(everything, null, 2) }
  },
})

function ownEntry({ link, person }: Seen, { place, village }: PersonCard): Readable {
  return {
    姓名: person.name,
    证件类型: ID_KINDS[person.idKind],
    证件号码: person.idNumber,
    性别: person.sex,
    出生日期: person.birthDate,
    联系电话: person.phone,
    通讯地址: person.address,
    户籍信息: person.hukou,
    参保依据: person.ground === 'hukou' ? '本地户籍' : '居住证',
    所在地: place,
    村: village,
    村民小组: person.group,
    身份认定: person.categories.map(({ identity, from, ended, certifier }) => ({
      身份: identity,
      认定部门: certifier,
      从: from,
      终止: ended,
    })),
    不在本地参保: person.absent === null ? null : `${person.absent.since} ${ABSENCES[person.absent.why]}`,
    绑定: consentWords(link.consent),
  }
}

function relative({ link, enrolments }: Seen, { name, tail, place, village }: PersonCard, today: string): Readable {
  return {
    关系: relationOf(link),
    姓名: name,
    证件号码末四位: tail,
    所在地: `${place}${village}`,
    同意: consentWords(link.consent),
    参保: enrolments.map((one) => {
      const { year, statusName, since, sentence } = summaryOf(one, today, sealing())
      return { 年度: year, 状态: statusName, 从: since, 说明: sentence }
    }),
  }
}

function ownEnrolment(document: EnrolmentDocument, today: string): Readable {
  const look = viewEnrolment(document, today, sealing())
  const { year, statusName, since, benefit, sentence } = summaryOf(document, today, sealing())
  const { baseFee, subsidy, fee, category, fundedBy } = look.figures
  return {
    年度: year,
    状态: statusName,
    从: since,
    说明: sentence,
    待遇享受期: benefit === null ? null : `${benefit.from} 至 ${benefit.to}`,
    个人缴费标准: inYuan(baseFee),
    资助: inYuan(subsidy),
    应缴或已缴: inYuan(look.course.paidOn === null ? fee : look.course.amount),
    资助类别: category,
    资助资金来源: fundedBy,
    依据的政策版本: document.policy,
    所依据的情况: Object.fromEntries(Object.entries(look.course.told).map(([fact, value]) => [factName(fact), value])),
    经过: look.record.events.map((event) => ({ 日期: event.day, 事情: wordsOfEvent(event) })),
  }
}

const inYuan = (fen: number | null): string | null => (fen === null ? null : formatYuan(fen))
const inChinese = (words: { title: string; text: string } | null): Readable =>
  words === null ? {} : { 标题: words.title, 内容: words.text }

/** What stays, and on what ground; `docs/decisions/0007-family-links.md`. */
const KEPT = [
  '参保登记、缴费和待遇的记录保留。这些不是凭您的账号存的，而是社会保险经办的法定记录：《中华人民共和国社会保险法》第七十四条要求经办机构及时、完整、准确地记录个人缴费和享受待遇的情况。您的医保待遇不受影响。',
  '谁在什么时候查过、改过什么的安全日志保留，到期清除。里面没有姓名、号码和电话，只有微信给的编号。',
  '家人照看您的关联没有动，因为那是家人账号里的。不想再让家人看到的，请到村（社区）经办人员处取消。',
  '《中华人民共和国个人信息保护法》第四十七条：法律、行政法规规定的保存期限没有届满的，除存储和必要的安全保护以外，停止其他处理。对保留的内容有疑问，请联系县医保经办机构。',
] as const

/**
 * Deletes the caller's account: bindings, links, consents, inbox, and last the user, so that a call that broke off is
 * finished by the next. The ledger stays.
 */
export const deleteMe = /* @__PURE__ */ defineAction(familyContract, 'deleteMe', {
  permission: 'deleteMe',
  async run(_request, context) {
    const {
      db,
      caller: { openid },
    } = context
    const links = await linksOfUser(db, openid)
    if (links.length === 0) await auditLink(context, 'deleteMe', { resident: 'nobody', state: 'revoked' })
    for (const link of links) {
      await auditLink(context, 'deleteMe', { resident: link.resident, state: 'revoked' })
      await removeLink(db, link._id)
      await refreshFollowed(context, link.resident)
    }
    const self = await boundResident(db, openid)
    if (self !== null) await removeBindingCode(db, self)
    await removeMessagesOf(db, openid)
    await removeUser(db, openid)
    return { kept: [...KEPT] }
  },
})
