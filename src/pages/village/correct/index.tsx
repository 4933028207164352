import Taro from '@tarojs/taro'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { EnrolmentAnswers, EnrolmentRequests } from '../../../client/functions'
import { useEnrolment, useEnrolmentAction, useEnrolmentPlainAction } from '../../../client/functions'
import { BackToToday, ClerkPage } from '../clerk-page'
import { FlawList } from '../ledger-parts'
import { QueryView, ActionError } from '../../../ui/answers'
import { FormField } from '../../../ui/fields'
import { bareNumber } from '../../../ui/identity-form'
import { Choice, TextButton } from '../../../ui/tap'
import { QuestionTitle, Section } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '更正资料' })

type Card = EnrolmentAnswers['household']['members'][number]
type Preview = EnrolmentAnswers['previewCorrection']

/** 更正资料: what is wrong is chosen and typed anew; what it changes is shown before it is kept. */
export default function CorrectPage(): ReactNode {
  const { household = '', resident = '' } = useRouter<{ household?: string; resident?: string }>().params
  return <ClerkPage id="page-correct">{() => <Correct household={household} resident={resident} />}</ClerkPage>
}

function Correct({ household, resident }: { household: string; resident: string }): ReactNode {
  const { asked, again } = useEnrolment('household', { household })
  return (
    <QueryView asked={asked} again={again} waitingFor="正在看这个人" back={<BackToToday />}>
      {({ members }) => {
        const card = members.find((member) => member.resident === resident)
        return card === undefined ? (
          <View id="correct-gone" className="card">
            这个人已经不在这一户了。请从名单里重新找。
          </View>
        ) : (
          <CorrectForm card={card} />
        )
      }}
    </QueryView>
  )
}

const FIELDS = [
  { field: 'name', name: '姓名', kind: 'text', longest: 40, hint: '' },
  { field: 'idNumber', name: '证件号码', kind: 'idcard', longest: 30, hint: '' },
  { field: 'phone', name: '电话', kind: 'text', longest: 30, hint: '' },
  { field: 'address', name: '住址', kind: 'text', longest: 200, hint: '' },
  { field: 'group', name: '村民小组', kind: 'text', longest: 20, hint: '比如 3组' },
  { field: 'hukou', name: '户籍', kind: 'text', longest: 100, hint: '' },
  { field: 'birthDate', name: '出生日期', kind: 'text', longest: 10, hint: '1960-03-04' },
  { field: 'sex', name: '性别', kind: 'text', longest: 1, hint: '男或女' },
] as const
type Field = (typeof FIELDS)[number]['field']

function CorrectForm({ card }: { card: Card }): ReactNode {
  const { resident, name, tail } = card
  const look = useEnrolmentPlainAction('previewCorrection')
  const deed = useEnrolmentAction('correctResident', resident)
  const [chosen, setChosen] = useState<readonly Field[]>(tail === null ? ['idNumber'] : [])
  const [typed, setTyped] = useState<Partial<Record<Field, string>>>({})
  const [preview, setPreview] = useState<Preview | null>(null)
  const [same, setSame] = useState(false)

  const changed = (): void => {
    deed.changed()
    look.forget()
    setPreview(null)
    setSame(false)
  }
  const turn = (field: Field): void => {
    changed()
    setChosen(chosen.includes(field) ? chosen.filter((one) => one !== field) : [...chosen, field])
  }
  const wanted = requestOf(card, chosen, typed)
  const show = async (): Promise<void> => setPreview(await look.run(wanted))
  const save = async (): Promise<void> => {
    const decided = preview?.decision != null && same ? { samePerson: true } : {}
    if ((await deed.run({ ...wanted, ...decided })) !== null) await Taro.navigateBack()
  }
  return (
    <View>
      <QuestionTitle>{`${name}的哪一项不对？`}</QuestionTitle>
      <View className="chips">
        {FIELDS.map(({ field, name: words }) => (
          <TextButton
            key={field}
            id={`correct-${field}`}
            className={chosen.includes(field) ? 'chip chip-on' : 'chip'}
            role="checkbox"
            checked={chosen.includes(field)}
            onTap={() => turn(field)}
          >
            {words}
          </TextButton>
        ))}
      </View>
      {chosen.length > 0 && (
        <View className="card">
          {FIELDS.filter(({ field }) => chosen.includes(field)).map(({ field, name: words, kind, longest, hint }) => (
            <FormField
              key={field}
              id={`correct-to-${field}`}
              label={`${words}改成`}
              kind={kind}
              hint={hint}
              longest={longest}
              value={typed[field] ?? ''}
              wrong=""
              onType={(value) => {
                changed()
                setTyped({ ...typed, [field]: value })
              }}
            />
          ))}
          <ActionError id="preview" state={look.state} />
          {preview === null && (
            <TextButton id="correct-show" className="button gap" onTap={() => void show()}>
              {look.state.is === 'busy' ? '正在比对…' : '看看会改什么'}
            </TextButton>
          )}
        </View>
      )}
      {preview !== null && (
        <PreviewPart preview={preview} same={same} onSame={setSame} busy={deed.state.is === 'busy'} onSave={save} />
      )}
      <ActionError id="correct" state={deed.state} />
      <View className="gap-big">
        <BackToToday />
      </View>
    </View>
  )
}

type Correction = EnrolmentRequests['previewCorrection']
type Typed = Partial<Record<Field, string>>

/** Only what was chosen and typed; a number given to a newborn makes them somebody with an identity card. */
function requestOf({ resident, idKind }: Card, chosen: readonly Field[], typed: Typed): Correction {
  const values = chosen.map((field) => {
    const text = (typed[field] ?? '').trim()
    return [field, text === '' ? null : field === 'idNumber' ? bareNumber(text) : text] as const
  })
  const isNumbered = idKind === 'newborn' && values.some(([field, value]) => field === 'idNumber' && value !== null)
  const group = values.find(([field]) => field === 'group')
  return {
    resident,
    change: {
      ...Object.fromEntries(values.filter(([field]) => field !== 'group')),
      ...(isNumbered ? { idKind: 'residentId' as const } : {}),
    },
    ...(group === undefined ? {} : { group: group[1] }),
  }
}

/** Before and after, side by side; another name under a number is somebody's decision. */
function PreviewPart({
  preview: { changes, flaws, decision },
  same,
  onSame,
  busy,
  onSave,
}: {
  preview: Preview
  same: boolean
  onSame: (same: boolean) => void
  busy: boolean
  onSave: () => Promise<void>
}): ReactNode {
  if (changes.length === 0)
    return (
      <View id="preview-same" className="notice">
        和原来一样，没有要改的。
      </View>
    )
  return (
    <Section id="preview" title="会改这些">
      {changes.map(({ field, name, before, after }) => (
        <View key={field} id={`change-${field}`} className="row">
          <View className="strong">{name}</View>
          <View className="quiet">原来：{before ?? '（空）'}</View>
          <View>改成：{after ?? '（空）'}</View>
        </View>
      ))}
      <FlawList flaws={flaws} />
      {decision !== null && (
        <View id="decision" className="notice notice-stop">
          <View>{decision}</View>
          <Choice id="decision-same" many label="对过证件，是同一个人" on={same} onTap={() => onSame(!same)} />
        </View>
      )}
      <TextButton
        id="correct-save"
        className={decision !== null && !same ? 'button button-off gap' : 'button gap'}
        onTap={() => {
          if (decision === null || same) void onSave()
        }}
      >
        {busy ? '正在保存…' : '就这样改'}
      </TextButton>
    </Section>
  )
}
