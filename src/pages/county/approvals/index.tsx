import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { dayInWords } from '../../../client/days'
import type { CountyAnswers } from '../../../client/functions'
import { askCounty, useCounty, useCountyAction } from '../../../client/functions'
import { confirmed } from '../../../client/phone'
import { CountyScreen } from '../county-page'
import { ActionError, QueryView } from '../../../ui/answers'
import { FormField } from '../../../ui/fields'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '待复核' })

type Found = CountyAnswers['proposals']
type Proposal = Found['proposals'][number]

/** 待复核: what one person of the county proposed and another has to confirm, and what became of earlier ones. */
export default function ApprovalsPage(): ReactNode {
  return (
    <CountyScreen id="page-approvals" title="待复核">
      {({ region, may }) => <ApprovalsPart region={region} isOfficer={may.has('confirmVoidCash')} />}
    </CountyScreen>
  )
}

function ApprovalsPart({ region, isOfficer }: { region: string; isOfficer: boolean }): ReactNode {
  const waiting = useCounty('proposals', { region, waiting: true, after: null })
  const earlier = useCounty('proposals', { region, waiting: false, after: null })
  const again = (): void => {
    waiting.again()
    earlier.again()
  }
  return (
    <View className="columns">
      <Section id="approvals-waiting" title="等同事复核的">
        <View className="quiet">
          补记早些天的缴费、作废收款、任命县级人员，都要两个人：一位提请，另一位复核同意才办。
        </View>
        <QueryView asked={waiting.asked} again={again} waitingFor="正在取" back={null}>
          {({ proposals, others }) => (
            <View>
              {isOfficer && others === 0 && <Alone />}
              {proposals.length === 0 && <View className="row">现在没有等复核的。</View>}
              {proposals.map((proposal) => (
                <ProposalRow key={proposal.proposal} proposal={proposal} onDone={again} isOfficer={isOfficer} />
              ))}
            </View>
          )}
        </QueryView>
      </Section>
      <Section id="approvals-earlier" title="办过的">
        <QueryView asked={earlier.asked} again={again} waitingFor="正在取" back={null}>
          {(first) => <Earlier key={first.proposals.length} region={region} first={first} />}
        </QueryView>
      </Section>
    </View>
  )
}

/** What a county of one officer does. */
function Alone(): ReactNode {
  return (
    <View id="approvals-alone" className="notice notice-stop">
      本县现在没有第二位能复核的人：只有您一位在岗，或者别的都是您单独任命的。请市级医保经办机构来函，由系统管理员在后台加上另一位。
    </View>
  )
}

function Earlier({ region, first }: { region: string; first: Found }): ReactNode {
  const [{ proposals, next }, setFound] = useState(first)
  const more = async (): Promise<void> => {
    const answer = await askCounty('proposals', { region, waiting: false, after: next }).catch(() => null)
    if (answer?.ok) setFound({ ...answer.data, proposals: [...proposals, ...answer.data.proposals] })
  }
  const over = proposals.filter(({ state }) => state !== 'proposed')
  return (
    <View>
      {over.length === 0 && next === null && <View className="quiet">还没有。</View>}
      {over.map((proposal) => (
        <EarlierRow key={proposal.proposal} proposal={proposal} />
      ))}
      {next !== null && (
        <TextButton id="approvals-more" className="button button-second" onTap={() => void more()}>
          再看一些
        </TextButton>
      )}
    </View>
  )
}

function Head({ proposal: { deedName, stateName, words, because, who, own, day } }: { proposal: Proposal }): ReactNode {
  return (
    <View>
      <View className="bar-head">
        <View className="strong">{deedName}</View>
        <View className="badge">{stateName}</View>
      </View>
      <View>{words}</View>
      <View className="quiet">
        {dayInWords(day)} {own ? '您' : (who ?? '同事')}提请，理由：{because}
      </View>
    </View>
  )
}

function EarlierRow({ proposal }: { proposal: Proposal }): ReactNode {
  const { decidedBy, decidedOn, decidedBecause, told } = proposal
  return (
    <View className="row">
      <Head proposal={proposal} />
      {decidedOn !== null && (
        <View className="quiet">
          {dayInWords(decidedOn)} {decidedBy ?? '同事'}办理{decidedBecause === null ? '' : `：${decidedBecause}`}
        </View>
      )}
      {told !== null && <View className="notice notice-good">{told}</View>}
    </View>
  )
}

interface RowProps {
  proposal: Proposal
  isOfficer: boolean
  onDone: () => void
}

function ProposalRow({ proposal, isOfficer, onDone }: RowProps): ReactNode {
  const { proposal: id, expiresOn, whyNot, own } = proposal
  return (
    <View id={`proposal-${id}`} className="row">
      <Head proposal={proposal} />
      <View className="quiet">{dayInWords(expiresOn)}前有效。</View>
      {isOfficer && whyNot !== null && !own && <View className="notice">{whyNot}</View>}
      {isOfficer &&
        (own ? <Withdraw proposal={proposal} onDone={onDone} /> : <Decide proposal={proposal} onDone={onDone} />)}
    </View>
  )
}

function Withdraw({ proposal: { proposal }, onDone }: Omit<RowProps, 'isOfficer'>): ReactNode {
  const action = useCountyAction('withdrawProposal', proposal)
  const run = async (): Promise<void> => {
    if ((await action.run({ proposal })) !== null) onDone()
  }
  return (
    <View>
      <View className="quiet">是您提请的，要由另外的同事复核。</View>
      <ActionError id={`withdraw-${proposal}`} state={action.state} />
      <TextButton id={`withdraw-${proposal}`} className="link" onTap={() => void run()}>
        撤回
      </TextButton>
    </View>
  )
}

function Decide({ proposal: { proposal, mayConfirm, words }, onDone }: Omit<RowProps, 'isOfficer'>): ReactNode {
  const confirm = useCountyAction('confirmProposal', proposal)
  const decline = useCountyAction('declineProposal', proposal)
  const [because, setBecause] = useState('')
  const [wrong, setWrong] = useState('')
  const agree = async (): Promise<void> => {
    if (!(await confirmed('复核同意？', `${words}同意以后马上办理，并记下您的名字。`, '同意'))) return
    if ((await confirm.run({ proposal })) !== null) onDone()
  }
  const refuse = async (): Promise<void> => {
    if (because.trim() === '') return setWrong('请写一句为什么不同意。')
    if ((await decline.run({ proposal, because: because.trim() })) !== null) onDone()
  }
  return (
    <View>
      <FormField
        id={`decline-because-${proposal}`}
        label="不同意的，写理由"
        longest={200}
        value={because}
        wrong={wrong}
        onType={(said) => {
          decline.changed()
          setWrong('')
          setBecause(said)
        }}
      />
      <ActionError id={`confirm-${proposal}`} state={confirm.state} />
      <ActionError id={`decline-${proposal}`} state={decline.state} />
      <View className="buttons gap">
        {mayConfirm && (
          <TextButton id={`confirm-${proposal}`} className="button" onTap={() => void agree()}>
            核对过了，同意
          </TextButton>
        )}
        <TextButton id={`decline-${proposal}`} className="button button-second" onTap={() => void refuse()}>
          不同意
        </TextButton>
      </View>
    </View>
  )
}
