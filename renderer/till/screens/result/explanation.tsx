import type { SealedFact } from '../../../../shared/domain/fact.ts'
import { explanationSentences } from '../../../ui/explanation-sentence.ts'
import { useWords } from '../../../ui/words-context.ts'
import { useProgram } from '../../state/use-program.ts'
import styles from './result-screen.module.css'

/** "How was this computed": the steps of each posting as sentences. */
export function Explanation({ facts }: { facts: readonly SealedFact[] }) {
  const words = useWords()
  const program = useProgram()
  const sentences = facts.flatMap(({ factId, body }) =>
    explanationSentences(body.steps, program, words).map((sentence) => ({ factId, sentence })),
  )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a program of many rules scrolls here, by keyboard too
    <section aria-label={words.translate('result.how')} className={styles.explanation} tabIndex={0}>
      <ol className={styles.steps}>
        {sentences.map(({ factId, sentence }) => (
          <li key={`${factId} ${sentence}`}>{sentence}</li>
        ))}
      </ol>
    </section>
  )
}
