import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { PolicyDraft } from '../../../client/functions'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'
import { NoticeText } from './notice'
import { begunWith, SectionForm, sectionsOf, type DraftSection } from './section-form'

interface ComparePartProps {
  view: PolicyDraft
  may: boolean
  onView: (view: PolicyDraft) => void
  onDone: () => void
}

/** The notice on the left; on the right what the file says of it, a matter after the other. */
export function ComparePart({ view, may, onView, onDone }: ComparePartProps): ReactNode {
  const sections = sectionsOf(view)
  const [chosen, setChosen] = useState<string | null>(null)
  const open = chosen ?? sections.find(({ looked }) => !looked)?.id ?? ''
  const saved = (after: PolicyDraft): void => {
    setChosen(null)
    onView(after)
  }
  const here = sections.find(({ id }) => id === open)
  return (
    <View className={view.notice === null ? '' : 'studio'}>
      {view.notice !== null && <NoticeText notice={view.notice} quotes={here === undefined ? [] : quotesOf(here)} />}
      <View>
        {sections.map((section) => (
          <OneSection
            key={`${section.id} ${view.serial}`}
            view={view}
            section={section}
            open={may && section.id === open}
            onOpen={() => setChosen(section.id === open ? '' : section.id)}
            onView={saved}
          />
        ))}
        <Unused sentences={view.unused} />
        <View className="gap">
          <TextButton id="compare-done" className={view.left === 0 ? 'button' : 'button button-second'} onTap={onDone}>
            {view.left === 0 ? '都核对过了，看结果' : '先看看结果'}
          </TextButton>
        </View>
      </View>
    </View>
  )
}

const quotesOf = ({ groups }: DraftSection): string[] =>
  groups.flatMap(({ fields }) => fields.filter(({ kind }) => kind === 'words').map(begunWith))

interface OneSectionProps {
  view: PolicyDraft
  section: DraftSection
  open: boolean
  onOpen: () => void
  onView: (view: PolicyDraft) => void
}

function OneSection({ view, section, open, onOpen, onView }: OneSectionProps): ReactNode {
  const { id, name, looked, groups } = section
  const changes = groups.flatMap(({ fields }) => fields.filter(({ suggested }) => suggested !== null)).length
  return (
    <View id={`section-${id}`} className="card studio-section">
      <TextButton id={`open-${id}`} className="studio-head" expanded={open} onTap={onOpen}>
        <View className="subtitle">{name}</View>
        <View className={looked ? 'badge studio-looked' : 'badge'}>
          {looked ? '✓ 核对过了' : `! 还没有核对${changes > 0 ? `，新通知改了 ${changes} 处` : ''}`}
        </View>
      </TextButton>
      {open && <SectionForm view={view} section={section} onView={onView} />}
    </View>
  )
}

/** What the forms have no place for is told, so that nobody takes silence for agreement. */
function Unused({ sentences }: { sentences: readonly string[] }): ReactNode {
  if (sentences.length === 0) return null
  return (
    <Section id="notice-unused" title={`通知里有 ${sentences.length} 句话，没有哪一条用到`}>
      <View className="quiet">
        去年也有的背景话不用管。要是新定了什么规矩，表单里改不了，请先别签字，把这句话报给系统管理员。
      </View>
      {sentences.map((sentence) => (
        <View key={sentence} className="studio-row">
          {sentence}
        </View>
      ))}
    </Section>
  )
}
