import type { ReactNode } from 'react'
import type { Refusal } from '../../../shared/domain/refusal.ts'
import { Notice } from '../../ui/notice.tsx'
import { refusalSentence } from '../../ui/refusal-sentence.ts'
import { useWords } from '../../ui/words-context.ts'

/** A refusal in place. What is only not there yet is said as a next step, not as a mistake. */
export function RefusalNotice({ refusal, actions }: { refusal: Refusal; actions?: ReactNode }) {
  const { translate, formats } = useWords()
  const tone =
    refusal.code === 'not-recorded' ? 'act' : refusal.code.endsWith('-missing') ? 'guide' : 'refused'
  return (
    <Notice tone={tone} actions={actions}>
      <span data-refusal={refusal.code}>{refusalSentence(refusal, translate, formats)}</span>
    </Notice>
  )
}
